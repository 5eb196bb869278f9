package org.topostream.streams.evaluate;

import java.time.Instant;
import java.util.List;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;

/// Records of one subject's session.
final class Session {
    static final String SUBJECT = "anna";
    static final int VOXELS = 3;

    private Session() {}

    /// Three voxels, of which the region V1 holds the first two.
    static Subject subject() {
        return Subject.newBuilder().setSubject(SUBJECT)
                .setCoordinates(Tensors.float32(new float[3 * VOXELS], VOXELS, 3))
                .setRois(List.of(new Roi("V1", Tensors.int8(new byte[]{1, 1, 0}, VOXELS)))).build();
    }

    static Response.Builder response(String stimulusId, String trialId, float... values) {
        return Response.newBuilder().setStimulusId(stimulusId).setTrialId(trialId).setSubject(SUBJECT)
                .setValues(Tensors.float32(values, values.length));
    }

    /// @param trainedUpTo the encoder had seen the responses before this offset
    static Prediction.Builder prediction(String stimulusId, long trainedUpTo, float... values) {
        return Prediction.newBuilder().setStimulusId(stimulusId).setSubject(SUBJECT).setSplit(Split.TRAIN)
                .setBackbone("clip").setEncoderVersion(4).setEncoderSteps(20).setTrainedUpTo(trainedUpTo)
                .setValues(Tensors.float32(values, values.length)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).setScoreStartedAt(Instant.EPOCH)
                .setScoredAt(Instant.EPOCH);
    }
}
