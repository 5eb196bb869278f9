package org.topostream.trainer;

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
import org.topostream.schemas.avro.Subject;

/// Records of a small recording: four voxels, a backbone of two layers.
final class Recording {
    static final String SUBJECT = "anna";
    static final String BACKBONE = "clip";
    static final String DIGEST = "d1";
    static final Inputs INPUTS = Inputs.of(SUBJECT, BACKBONE);
    static final EncoderShape SHAPE = new EncoderShape(4, List.of("one", "two"), new int[]{3, 2}, 4);

    private Recording() {}

    static Subject subject() {
        return Subject.newBuilder().setSubject(SUBJECT)
                .setCoordinates(Tensors.float32(new float[]{0, 0, 0, 1, 2, 3, 5, 1, 2, 9, 4, 0}, 4, 3)).build();
    }

    /// Tokens of a stimulus, the same for the same id.
    static List<LayerTensor> layers(String stimulusId) {
        SplittableRandom random = new SplittableRandom(stimulusId.hashCode());
        List<LayerTensor> layers = new ArrayList<>();
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            int channels = SHAPE.widths()[layer];
            layers.add(new LayerTensor(SHAPE.layerNames().get(layer), channels, 8, 8, tokens(64 * channels, random),
                    tokens(channels, random)));
        }
        return layers;
    }

    private static float[] tokens(int count, SplittableRandom random) {
        float[] tokens = new float[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = random.nextInt(-16, 17) / 8f; // float16 holds it exactly
        }
        return tokens;
    }

    static Features.Builder features(String stimulusId) {
        return features(stimulusId, layers(stimulusId));
    }

    static Features.Builder features(String stimulusId, List<LayerTensor> layers) {
        return Features.newBuilder().setStimulusId(stimulusId).setSplit(Split.TRAIN).setBackbone(BACKBONE)
                .setBackboneDigest(DIGEST).setImageSha256("00")
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH);
    }

    /// The same values for the same trial and revision.
    static float[] values(String trialId, int revision) {
        SplittableRandom random = new SplittableRandom(31L * trialId.hashCode() + revision);
        float[] values = new float[SHAPE.voxels()];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = (float) random.nextGaussian(voxel, 1 + voxel);
        }
        return values;
    }

    static Response.Builder response(String stimulusId, String trialId, int revision) {
        return Response.newBuilder().setStimulusId(stimulusId).setTrialId(trialId).setSubject(SUBJECT)
                .setRevision(revision).setValues(Tensors.float32(values(trialId, revision), SHAPE.voxels()));
    }
}
