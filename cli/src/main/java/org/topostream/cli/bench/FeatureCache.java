package org.topostream.cli.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.factortopy.image.RgbImage;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.producers.Experiment;
import org.topostream.producers.Presentation;

/// Features and responses of an experiment, computed once and, where there is a folder for them, kept: `features.npy`
/// `[stimuli, values]`, per layer local tokens, then the global one, and `responses.npy` `[trials, N]`.
final class FeatureCache {
    private static final int BATCH = 8;
    private static final int SAY_EVERY = 200;
    private static final int DIGITS = 12;

    private final Backbone backbone;
    private final Optional<Path> folder;
    private final Consumer<String> progress;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    /// @param name   what tells the experiment from others in the folder
    /// @param folder where to keep the features, if anywhere
    FeatureCache(Backbone backbone, String name, Optional<Path> folder, Consumer<String> progress) {
        this.backbone = backbone;
        this.folder = folder.map(root -> root.resolve(name + "-" + backbone.digest().substring(0, DIGITS)));
        this.progress = progress;
    }

    /// All trials, in the order of their presentations.
    List<BenchTrial> trials(Experiment experiment, List<Presentation> presentations) throws IOException {
        Map<String, Presentation> stimuli = new LinkedHashMap<>();
        presentations.forEach(presentation -> stimuli.putIfAbsent(presentation.stimulusId(), presentation));
        FloatTensor features = kept("features.npy", stimuli.size(),
                () -> extract(experiment, List.copyOf(stimuli.values())));
        FloatTensor responses = kept("responses.npy", presentations.size(),
                () -> answer(experiment, presentations));
        Map<String, Features> byStimulus = new HashMap<>();
        int row = 0;
        for (String stimulus : stimuli.keySet()) {
            byStimulus.put(stimulus, features(backbone.spec(), row(features, row)));
            row++;
        }
        List<BenchTrial> trials = new ArrayList<>();
        for (Presentation presentation : presentations) {
            trials.add(new BenchTrial(presentation, byStimulus.get(presentation.stimulusId()),
                    row(responses, trials.size())));
        }
        return trials;
    }

    /// Computes a table.
    private interface Source {
        List<float[]> rows() throws IOException;
    }

    private FloatTensor kept(String name, int rows, Source source) throws IOException {
        Optional<Path> file = folder.map(kept -> kept.resolve(name));
        if (file.isPresent() && Files.isRegularFile(file.get())) {
            FloatTensor table = NpyFile.readFloat(file.get());
            if (table.shape().length != 2 || table.shape()[0] != rows) {
                throw new IOException(file.get() + " has shape " + Arrays.toString(table.shape()) + ", expected "
                        + rows + " rows: delete it, it is of another experiment");
            }
            return table;
        }
        FloatTensor table = table(source.rows());
        if (file.isPresent()) {
            Files.createDirectories(file.get().getParent());
            NpyFile.write(file.get(), table);
        }
        return table;
    }

    private static FloatTensor table(List<float[]> rows) {
        int width = rows.getFirst().length;
        float[] values = new float[Math.multiplyExact(rows.size(), width)];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * width, width);
        }
        return new FloatTensor(new int[]{rows.size(), width}, values);
    }

    private static float[] row(FloatTensor table, int row) {
        int width = table.shape()[1];
        return Arrays.copyOfRange(table.values(), row * width, (row + 1) * width);
    }

    private List<float[]> answer(Experiment experiment, List<Presentation> presentations) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (Presentation presentation : presentations) {
            rows.add(experiment.response(presentation));
            say("responses", rows.size(), presentations.size());
        }
        return rows;
    }

    private List<float[]> extract(Experiment experiment, List<Presentation> presentations) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < presentations.size(); from += BATCH) {
            List<RgbImage> images = new ArrayList<>();
            for (Presentation presentation : presentations.subList(from,
                    Math.min(presentations.size(), from + BATCH))) {
                images.add(image(experiment, presentation));
            }
            backbone.extract(images).forEach(features -> rows.add(values(features)));
            say("features", rows.size(), presentations.size());
        }
        return rows;
    }

    private RgbImage image(Experiment experiment, Presentation presentation) throws IOException {
        try {
            return backbone.prepare(decoder.decode(experiment.image(presentation).bytes()));
        } catch (BadImageException e) {
            throw new IOException("stimulus " + presentation.stimulusId() + ": " + e.getMessage(), e);
        }
    }

    private void say(String what, int done, int all) {
        if (done % SAY_EVERY == 0 || done == all) {
            progress.accept(what + " " + done + " of " + all);
        }
    }

    /// Rounded as the features topic rounds them.
    private static float[] values(Features features) {
        FloatBuffer values = FloatBuffer.allocate(features.layers().stream()
                .mapToInt(layer -> layer.local().length + layer.global().length).sum());
        features.layers().forEach(layer -> values.put(layer.local()).put(layer.global()));
        float[] all = values.array();
        for (int i = 0; i < all.length; i++) {
            all[i] = Float.float16ToFloat(Float.floatToFloat16(all[i]));
        }
        return all;
    }

    private static Features features(BackboneSpec spec, float[] values) {
        List<LayerFeatures> layers = new ArrayList<>();
        int at = 0;
        for (BackboneSpec.Layer layer : spec.layers()) {
            int local = layer.channels() * Features.GRID * Features.GRID;
            layers.add(new LayerFeatures(layer.name(), layer.channels(), Arrays.copyOfRange(values, at, at + local),
                    Arrays.copyOfRange(values, at + local, at + local + layer.channels())));
            at += local + layer.channels();
        }
        return new Features(layers);
    }
}
