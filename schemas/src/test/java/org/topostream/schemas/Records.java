package org.topostream.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;

import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderParts;

/// A small good record of every kind that topostream reads.
public final class Records {
    private Records() {}

    public static List<SpecificRecord> all() {
        return List.of(stimulus(), features(), response(), subject(), prediction(),
                EncoderParts.cut(EncoderParts.ENCODER, 3, new byte[200]).values().iterator().next());
    }

    static Stimulus stimulus() {
        byte[] image = {1, 2, 3};
        return Stimulus.newBuilder().setStimulusId("s").setTrialId("t").setImage(ByteBuffer.wrap(image))
                .setSha256(Digest.sha256(image)).setSentAt(Instant.EPOCH).build();
    }

    static Features features() {
        List<LayerTensor> layers = List.of(new LayerTensor("one", 1, 8, 8, new float[64], new float[1]));
        return Features.newBuilder().setStimulusId("s").setSplit(Split.TRAIN).setBackbone("clip")
                .setBackboneDigest("d1").setImageSha256("00").setLayers(List.of(new Layer("one", 1, 8, 8)))
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).build();
    }

    static Response response() {
        return Response.newBuilder().setStimulusId("s").setTrialId("t").setSubject("anna")
                .setValues(Tensors.float32(new float[]{1, 2, 3}, 3)).build();
    }

    static Subject subject() {
        return Subject.newBuilder().setSubject("anna")
                .setCoordinates(Tensors.float32(new float[]{0, 0, 0, 1, 0, 0, 0, 1, 0}, 3, 3))
                .setRois(List.of(new Roi("V1", Tensors.int8(new byte[]{1, 1, 0}, 3)))).build();
    }

    static Prediction prediction() {
        return Prediction.newBuilder().setStimulusId("s").setSubject("anna").setBackbone("clip").setEncoderVersion(4)
                .setEncoderSteps(20).setTrainedUpTo(7).setValues(Tensors.float32(new float[]{1, 2, 3}, 3))
                .setSentAt(Instant.EPOCH).setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH)
                .setScoreStartedAt(Instant.EPOCH).setScoredAt(Instant.EPOCH).build();
    }
}
