package org.topostream.factortopy.encoder.internal.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.EncoderShape;

/// The tokens of a batch, projected to the bottleneck: `[B, 65, L, D]`, the global token being the last of the 65.
final class Tokens {
    private static final int CHANNELS_PER_TASK = 96;
    private static final int POINTS = Cell.GLOBAL;

    private final EncoderShape shape;
    private final int stride;
    private final Scratch scratch = new Scratch();
    private int room;
    private List<Features> batch = List.of();
    /// Global tokens by layer, `[B, C]`, padded.
    private final List<float[]> globals = new ArrayList<>();
    private final List<Layout.Part> localWeights = new ArrayList<>();
    private final List<Layout.Part> globalWeights = new ArrayList<>();

    Tokens(EncoderShape shape, Layout layout) {
        this.shape = shape;
        this.stride = Lanes.stride(shape.bottleneck());
        for (int layer = 0; layer < shape.layers(); layer++) {
            globals.add(new float[0]);
            localWeights.add(layout.part("local_token_bottleneck." + layer + ".weight"));
            globalWeights.add(layout.part("global_token_bottleneck." + layer + ".weight"));
        }
    }

    float[] values() {
        return scratch.values();
    }

    /// How far channels of neighbouring layers of one token lie apart.
    int stride() {
        return stride;
    }

    /// Where a token's layers begin in [#values], `[L, D]`.
    int at(int image, int token) {
        return scratch.at(0) + offset(image, token);
    }

    /// The same, from where the first image begins.
    int offset(int image, int token) {
        return (image * Cell.TOKENS + token) * shape.layers() * stride;
    }

    /// Values of the tokens of `B` images. The kernels write whole rows of images.
    int size(int images) {
        return offset(Lanes.rows(images), 0);
    }

    /// @param flat the encoder's parameters
    /// @throws IllegalArgumentException where the batch is empty or has other layers than the encoder
    void project(List<Features> features, float[] flat) {
        check(features);
        batch = features;
        if (batch.size() > room) {
            room = batch.size();
            scratch.clear();
            scratch.reserve(size(room));
        }
        scratch.settle();
        float[] values = values();
        int layers = shape.layers();
        Parallel.run(batch.size(), image -> Arrays.fill(values, at(image, 0), at(image + 1, 0), 0));
        Parallel.run(batch.size() * layers, task -> projectLocal(task / layers, task % layers, flat));
        Parallel.run(layers, layer -> projectGlobal(layer, flat));
    }

    private void projectLocal(int image, int layer, float[] flat) {
        Layout.Part weight = localWeights.get(layer);
        Product.accumulate(POINTS, Lanes.columns(weight.columns()), weight.rows(),
                batch.get(image).layers().get(layer).local(), 0, 1, POINTS, flat, weight.at(), weight.stride(),
                values(),
                at(image, 0) + layer * stride, shape.layers() * stride);
    }

    private void projectGlobal(int layer, float[] flat) {
        int channels = Lanes.rows(shape.widths()[layer]);
        int images = Lanes.rows(batch.size());
        if (globals.get(layer).length < images * channels) {
            globals.set(layer, new float[images * channels]);
        }
        float[] global = globals.get(layer);
        for (int image = 0; image < images; image++) {
            int at = at(image, Cell.GLOBAL) + layer * stride;
            Arrays.fill(values(), at, at + stride, 0);
            if (image < batch.size()) {
                LayerFeatures from = batch.get(image).layers().get(layer);
                System.arraycopy(from.global(), 0, global, image * channels, from.channels());
            } else {
                Arrays.fill(global, image * channels, (image + 1) * channels, 0);
            }
        }
        Layout.Part weight = globalWeights.get(layer);
        Product.accumulate(images, Lanes.columns(weight.columns()), weight.rows(), global, 0, channels, 1, flat,
                weight.at(), weight.stride(), values(), at(0, Cell.GLOBAL) + layer * stride, offset(1, 0));
    }

    /// From the gradient at the projected tokens to those of the projections.
    /// @param gradient as [#values], its first image beginning at `start`
    /// @param flat     the encoder's gradients, added to
    void back(float[] gradient, int start, float[] flat) {
        List<Runnable> tasks = new ArrayList<>();
        for (int l = 0; l < shape.layers(); l++) {
            int layer = l;
            int channels = Lanes.rows(shape.widths()[layer]);
            for (int c = 0; c < channels; c += CHANNELS_PER_TASK) {
                int from = c;
                int count = Math.min(CHANNELS_PER_TASK, channels - from);
                tasks.add(() -> backLocal(layer, from, count, gradient, start, flat));
            }
            tasks.add(() -> backGlobal(layer, gradient, start, flat));
        }
        Parallel.run(tasks.size(), task -> tasks.get(task).run());
    }

    private void backLocal(int layer, int from, int count, float[] gradient, int start, float[] flat) {
        Layout.Part weight = localWeights.get(layer);
        for (int image = 0; image < batch.size(); image++) {
            float[] local = padded(batch.get(image).layers().get(layer));
            Product.accumulate(count, Lanes.columns(weight.columns()), POINTS, local, from * POINTS, POINTS, 1,
                    gradient, start + offset(image, 0) + layer * stride, shape.layers() * stride, flat,
                    weight.at() + from * weight.stride(), weight.stride());
        }
    }

    private static float[] padded(LayerFeatures layer) {
        int channels = Lanes.rows(layer.channels());
        return channels == layer.channels() ? layer.local() : Arrays.copyOf(layer.local(), channels * POINTS);
    }

    private void backGlobal(int layer, float[] gradient, int start, float[] flat) {
        Layout.Part weight = globalWeights.get(layer);
        int channels = Lanes.rows(shape.widths()[layer]);
        Product.accumulate(channels, Lanes.columns(weight.columns()), batch.size(), globals.get(layer), 0, 1, channels,
                gradient, start + offset(0, Cell.GLOBAL) + layer * stride, offset(1, 0), flat, weight.at(),
                weight.stride());
    }

    private void check(List<Features> features) {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("expected features of at least one stimulus, got none");
        }
        for (Features one : features) {
            if (!Arrays.equals(shape.widths(), one.widths())) {
                throw new IllegalArgumentException("expected layers of " + Arrays.toString(shape.widths())
                        + " channels, got " + Arrays.toString(one.widths()));
            }
        }
    }
}
