package org.topostream.cli.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;

/// Trials drawn at random, with something to learn: a stimulus' strength, which is the mean of its tokens and moves half
/// of the voxels up and the others down.
final class RandomTrials {
    private static final int GRID = org.topostream.factortopy.Features.GRID;
    private static final float TOKEN_STEP = 1f / (1 << 14); // tokens from -2 to 2 about the strength
    private static final double NOISE = 0.5;

    private final EncoderShape shape;

    /// Features and response of one stimulus.
    record Trial(Features features, Response response) {}

    RandomTrials(EncoderShape shape) {
        this.shape = shape;
    }

    /// The same for the same index.
    Trial draw(int index) {
        SplittableRandom random = new SplittableRandom(index);
        float strength = (float) random.nextGaussian();
        List<LayerTensor> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            int width = shape.widths()[layer];
            layers.add(new LayerTensor(shape.layerNames().get(layer), width, GRID, GRID,
                    tokens(width * GRID * GRID, strength, random), tokens(width, strength, random)));
        }
        float[] values = new float[shape.voxels()];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = (float) ((voxel % 2 == 0 ? strength : -strength) + NOISE * random.nextGaussian());
        }
        return new Trial(features("s" + index, layers), Response.newBuilder().setStimulusId("s" + index)
                .setTrialId("t" + index).setSubject("random").setValues(Tensors.float32(values, values.length))
                .build());
    }

    private static float[] tokens(int count, float strength, SplittableRandom random) {
        float[] tokens = new float[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = i % (Long.SIZE / Short.SIZE) == 0 ? random.nextLong() : bits >>> Short.SIZE;
            tokens[i] = strength + (short) bits * TOKEN_STEP;
        }
        return tokens;
    }

    private static Features features(String stimulusId, List<LayerTensor> layers) {
        return Features.newBuilder().setStimulusId(stimulusId).setSplit(Split.TRAIN).setBackbone("random")
                .setBackboneDigest("").setImageSha256("")
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).build();
    }
}
