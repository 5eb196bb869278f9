package org.topostream.cli.backbones;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.factortopy.image.RgbImage;

/// Turns image files into files of features, a batch at a time. A bad image is told and left out.
public final class FeatureExtraction {
    private static final int BATCH = 8;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final Backbone backbone;
    private final PrintWriter err;
    private int written;
    private int bad;

    /// @param err hears of progress and of bad images
    public FeatureExtraction(Backbone backbone, PrintWriter err) {
        this.backbone = backbone;
        this.err = err;
    }

    /// @param folder where the features go, see [FeatureFiles]
    public void run(List<Path> images, Path folder) throws IOException {
        Counted progress = new Counted(err, "images", images.size());
        try (FeatureFiles files = new FeatureFiles(folder, backbone.spec())) {
            for (int start = 0; start < images.size(); start += BATCH) {
                int end = Math.min(images.size(), start + BATCH);
                extract(decoded(images.subList(start, end)), files);
                progress.at(end);
            }
        }
        progress.end(images.size());
    }

    /// Images whose features were written.
    public int written() {
        return written;
    }

    /// Images that were left out.
    public int bad() {
        return bad;
    }

    private Map<Path, RgbImage> decoded(List<Path> batch) {
        Map<Path, RgbImage> images = new LinkedHashMap<>();
        for (Path file : batch) {
            try {
                images.put(file, backbone.prepare(decoder.decode(Files.readAllBytes(file))));
            } catch (BadImageException | IOException e) {
                leaveOut(file, e);
            }
        }
        return images;
    }

    private void extract(Map<Path, RgbImage> images, FeatureFiles files) throws IOException {
        List<Path> paths = new ArrayList<>(images.keySet());
        List<Features> features;
        try {
            features = backbone.extract(new ArrayList<>(images.values()));
        } catch (IllegalArgumentException e) { // one of them gives no finite numbers
            if (paths.size() == 1) {
                leaveOut(paths.getFirst(), e);
            } else {
                for (Path path : paths) {
                    extract(Map.of(path, images.get(path)), files);
                }
            }
            return;
        }
        for (int i = 0; i < paths.size(); i++) {
            files.append(paths.get(i), features.get(i));
            written++;
        }
    }

    private void leaveOut(Path file, Exception why) {
        bad++;
        err.println(file + ": left out: " + (why instanceof BadImageException || why instanceof IllegalArgumentException
                ? why.getMessage()
                : why.toString()));
        err.flush();
    }
}
