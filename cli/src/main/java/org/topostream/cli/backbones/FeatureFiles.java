package org.topostream.cli.backbones;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.npy.NpyRows;

/// Features of images in a folder: per layer `<layer>.local.npy` `[images, C, 8, 8]` and `<layer>.global.npy`
/// `[images, C]`, float32, and `images.txt`, which names the images in that order. Written as they come.
final class FeatureFiles implements AutoCloseable {
    private static final String IMAGES = "images.txt";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<NpyRows> locals = new ArrayList<>();
    private final List<NpyRows> globals = new ArrayList<>();
    private final BufferedWriter names;

    /// Begins the files; those that are there are replaced.
    FeatureFiles(Path folder, BackboneSpec backbone) throws IOException {
        Files.createDirectories(folder);
        names = Files.newBufferedWriter(folder.resolve(IMAGES));
        open.add(names);
        for (BackboneSpec.Layer layer : backbone.layers()) {
            locals.add(add(new NpyRows(folder.resolve(layer.name() + ".local.npy"), layer.channels(), Features.GRID,
                    Features.GRID)));
            globals.add(add(new NpyRows(folder.resolve(layer.name() + ".global.npy"), layer.channels())));
        }
    }

    void append(Path image, Features features) throws IOException {
        for (int i = 0; i < locals.size(); i++) {
            LayerFeatures layer = features.layers().get(i);
            locals.get(i).append(layer.local());
            globals.get(i).append(layer.global());
        }
        names.write(image.toString());
        names.newLine();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (AutoCloseable file : open) {
            try {
                file.close();
            } catch (Exception e) {
                failure = new IOException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private NpyRows add(NpyRows rows) {
        open.add(rows);
        return rows;
    }
}
