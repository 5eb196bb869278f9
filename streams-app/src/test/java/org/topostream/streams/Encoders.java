package org.topostream.streams;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderParts;

/// Small encoders whose choices are known without computing them.
public final class Encoders {
    public static final EncoderShape SHAPE = new EncoderShape(5, List.of("one", "two"), new int[]{1500, 700}, 64);
    private static final double GELU_OF_ONE = 0.8413447460685429;
    private static final int HIDDEN = 128;

    private Encoders() {}

    /// Whose they are: of the five voxels, the first two are in V1, the last in V4.
    public static Subject subject(String name) {
        int voxels = SHAPE.voxels();
        return Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(coordinates().values(), voxels, 3))
                .setRois(List.of(new Roi("V1", Tensors.int8(new byte[]{1, 1, 0, 0, 0}, voxels)),
                        new Roi("V4", Tensors.int8(new byte[]{0, 0, 0, 0, 1}, voxels))))
                .build();
    }

    /// Every voxel chooses tanh(0.5), tanh(-0.25) in space, softmax(0, `layerLogit`) of layers, sigmoid(1) of scale: the
    /// hidden units are all GELU(1), the last layers spread each logit evenly over them.
    public static Encoder choosing(double layerLogit, float mean) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(Parameters.initial(SHAPE, 3).tensors());
        choose(tensors, "space_selector_mlp", 0.5, -0.25);
        choose(tensors, "layer_selector_mlp", 0, layerLogit);
        choose(tensors, "scale_selector_mlp", 1);
        float[] means = new float[SHAPE.voxels()];
        Arrays.fill(means, mean);
        return new Encoder(SHAPE, coordinates(), new Parameters(tensors),
                new Normaliser(means, Normaliser.identity(SHAPE.voxels()).spread()));
    }

    /// An encoder of few numbers, untrained.
    public static Encoder small(long seed) {
        EncoderShape shape = new EncoderShape(SHAPE.voxels(), SHAPE.layerNames(), new int[]{3, 2}, 4);
        return new Encoder(shape, coordinates(), Parameters.initial(shape, seed),
                Normaliser.identity(shape.voxels()));
    }

    private static Coordinates coordinates() {
        float[] xyz = new float[3 * SHAPE.voxels()];
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = i * i % 11;
        }
        return Coordinates.of(xyz);
    }

    private static void choose(Map<String, FloatTensor> tensors, String selector, double... logits) {
        Arrays.fill(tensors.get(selector + ".3.weight").values(), 0);
        Arrays.fill(tensors.get(selector + ".3.bias").values(), 1);
        float[] last = tensors.get(selector + ".5.weight").values();
        for (int i = 0; i < last.length; i++) {
            last[i] = (float) (logits[i / HIDDEN] / (HIDDEN * GELU_OF_ONE));
        }
    }

    /// @param blob the encoder's bytes, whatever they are
    public static EncoderManifest manifest(long version, byte[] blob) {
        return EncoderManifest.newBuilder().setSubject("anna").setBackbone("clip").setBackboneDigest("d1")
                .setVersion(version).setSteps(50 * version).setTrials(10 * version).setTrainedUpTo(11 * version)
                .setSourceOffsets(List.of()).setBlobs(List.of(EncoderParts.describe(EncoderParts.ENCODER, blob)))
                .setPublishedAt(Instant.EPOCH).build();
    }

    /// The chunks of a blob, then its manifest, by key.
    public static Map<String, EncoderPart> parts(long version, byte[] blob) {
        Map<String, EncoderPart> parts = new LinkedHashMap<>(EncoderParts.cut(EncoderParts.ENCODER, version, blob));
        parts.put(EncoderParts.MANIFEST, new EncoderPart(manifest(version, blob)));
        return parts;
    }
}
