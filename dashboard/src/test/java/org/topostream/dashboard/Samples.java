package org.topostream.dashboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;

import org.topostream.dashboard.live.Arrival;
import org.topostream.dashboard.live.Intake;
import org.topostream.dashboard.live.Live;
import org.topostream.schemas.Digest;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.RoiSummary;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Records of a subject with four voxels, named anna, under a backbone named clip.
public final class Samples {
    public static final int VOXELS = 4;
    public static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);
    public static final Arrival FRESH = new Arrival(NOW, NOW, true);

    private Samples() {}

    /// What is fed by hand instead of from Kafka.
    public record Fed(Live live, Intake intake) {
        public static Fed begin() {
            Live live = new Live(200, 1_000_000, () -> NOW);
            return of(live);
        }

        /// The same for something that is served already.
        public static Fed of(Live live) {
            Fed fed = new Fed(live, new Intake(live, Optional.empty()));
            fed.intake.take("", "anna", subject("anna"), FRESH);
            return fed;
        }

        public void map(String kind, long version, float... values) {
            take("clip/" + kind, Samples.map(kind, version, values));
        }

        public void take(String key, SpecificRecord record) {
            intake.take("anna", key, record, FRESH);
        }
    }

    public static Subject subject(String name) {
        return Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(new float[]{0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1.5f}, VOXELS, 3))
                .setHemispheres(Tensors.int8(new byte[]{0, 0, 1, 1}, VOXELS))
                .setRois(List.of(new Roi("V1", Tensors.int8(new byte[]{1, 1, 0, 0}, VOXELS)))).setMeasure("% change")
                .setSource("made up").build();
    }

    /// On a scale from 0 to 1, with as many columns as values for one voxel.
    public static CorticalMap map(String kind, long version, float... values) {
        int columns = values.length / VOXELS;
        int[] shape = columns == 1 ? new int[]{VOXELS} : new int[]{VOXELS, columns};
        return CorticalMap.newBuilder().setSubject("anna").setBackbone("clip").setKind(kind)
                .setValues(Tensors.float32(values, shape)).setEncoderVersion(version).setUnits("0 to 1").setMinimum(0)
                .setMaximum(1).setColours("viridis").setUpdatedAt(NOW)
                .setRois(List.of(new RoiSummary("V1", 2, List.of(0.5), List.of(Double.NaN)))).build();
    }

    public static Score score(long trials, long version, float... r) {
        ScoreSet set = ScoreSet.newBuilder().setTrials(trials).setRMean(0.25).setRMedian(Double.NaN).setR2Mean(0.1)
                .setR(Tensors.float32(r, r.length)).setR2(Tensors.float32(r, r.length)).build();
        return Score.newBuilder().setSubject("anna").setBackbone("clip").setEncoderVersion(version)
                .setPrequential(set).setValidation(set).setUpdatedAt(NOW.plusSeconds(trials)).build();
    }

    public static Prediction prediction(String stimulus, long version, float... values) {
        return Prediction.newBuilder().setStimulusId(stimulus).setSubject("anna").setBackbone("clip")
                .setEncoderVersion(version).setEncoderSteps(1).setTrainedUpTo(0)
                .setValues(Tensors.float32(values, values.length)).setSentAt(NOW.minusMillis(40))
                .setExtractStartedAt(NOW).setExtractedAt(NOW).setScoreStartedAt(NOW).setScoredAt(NOW).build();
    }

    public static Response response(String stimulus, String trial, int revision, float... values) {
        return Response.newBuilder().setStimulusId(stimulus).setTrialId(trial).setSubject("anna")
                .setRevision(revision).setValues(Tensors.float32(values, values.length)).build();
    }

    public static Stimulus stimulus(String id, byte... image) {
        return Stimulus.newBuilder().setStimulusId(id).setImage(ByteBuffer.wrap(image))
                .setSha256(Digest.sha256(image)).setSentAt(NOW).build();
    }

    /// One triangle of the left hemisphere, whose last corner shows no voxel.
    public static Surface surface() {
        return Surface.newBuilder().setSubject("anna").setHemisphere("left").setName("inflated")
                .setVertices(Tensors.float32(new float[]{0, 0, 0, 1, 0, 0, 0, 1, 0}, 3, 3)).setFaces(ints(0, 1, 2))
                .setVoxels(ints(0, 3, -1)).setShading(Tensors.float32(new float[]{-1, 0, 1}, 3)).build();
    }

    public static ByteBuffer ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return bytes.flip();
    }
}
