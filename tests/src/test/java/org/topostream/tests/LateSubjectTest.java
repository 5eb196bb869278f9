package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.Presentation;
import org.topostream.producers.ReplayFolder;
import org.topostream.producers.StimulusSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;

/// Records in the worst order: responses first, one to a stimulus that nobody shows, one that is revised before anybody
/// reads it; then stimuli; then the subject; and what was sent once is sent again, late, and revised.
@ExtendWith(PlainSite.Resolver.class)
class LateSubjectTest {
    private static final String SUBJECT = "late";
    private static final String BACKBONE = "ordered";
    private static final String PREFIX = "order-";
    private static final int EARLY = 4;
    private static final int TRIALS = 8;
    private static final int VOXELS = 12;
    /// What an incomplete response holds is none of the revisions.
    private static final int INCOMPLETE = -1;

    @TempDir
    private Path folder;

    @Test
    void everyTrialIsPredictedLearntAndScoredOnceInWhateverOrderItsRecordsCome(PlainSite plain) throws Exception {
        Site site = plain.site();
        ReplayFolder recording = ReplayFolder.open(SmallRecording.write(folder.resolve("recording"), TRIALS),
                Optional.empty());
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(SUBJECT, BACKBONE));
        }
        try (StayingCommand up = StayingCommand.start("up", "--backbone", SmallBackbone.write(folder, BACKBONE)
                .toString(), "--subject", SUBJECT, "--steps-per-trial", "1", "--full-after", "0", "--bottleneck", "8",
                "--bootstrap-server", site.bootstrapServers(), "--schema-registry", site.schemaRegistry(), "--data",
                folder.resolve("up").toString())) {
            send(site, response("unknown", 0));
            for (int trial = 0; trial < EARLY; trial++) {
                send(site, response(PREFIX + trial, 0).setComplete(false)
                        .setValues(Tensors.float32(values(PREFIX + trial, INCOMPLETE), VOXELS)));
            }
            send(site, response(PREFIX + 1, 0));
            show(site, recording);
            Committed.<Features>await(site, Topics.features(BACKBONE).name(), found -> ours(found) == TRIALS);
            up.requireAlive();

            send(site, Topics.subjects().name(), SUBJECT,
                    Subject.newBuilder(recording.subject()).setSubject(SUBJECT).build());
            Committed.<Prediction>await(site, Topics.predictions(SUBJECT).name(), found -> ours(found) == TRIALS);
            for (int trial = EARLY; trial < TRIALS; trial++) {
                send(site, response(PREFIX + trial, 1));
                send(site, response(PREFIX + trial, 0));
            }
            show(site, recording); // all of it again
            send(site, response(PREFIX + 5, 2));
            long end = send(site, response(PREFIX + 0, 3)) + 1;

            EncoderManifest manifest = last(site, end);
            assertEquals(TRIALS, manifest.getTrials());
            assertEquals(TRIALS, manifest.getSteps());
            assertScores(site);
        }
    }

    private static long ours(List<? extends ConsumerRecord<String, ?>> found) {
        return found.stream().filter(record -> record.key().startsWith(PREFIX)).count();
    }

    private static EncoderManifest last(Site site, long end) {
        Predicate<ConsumerRecord<String, EncoderPart>> reached = record -> record.value()
                .getPart() instanceof EncoderManifest manifest && manifest.getTrainedUpTo() >= end;
        return (EncoderManifest) Committed.<EncoderPart>await(site, Topics.encoders(SUBJECT, BACKBONE).name(),
                found -> found.stream().anyMatch(reached)).stream().filter(reached).findFirst().orElseThrow().value()
                .getPart();
    }

    /// The scores are those of the honest predictions and the newest responses, and there are enough of them.
    private static void assertScores(Site site) {
        List<ConsumerRecord<String, Prediction>> predictions = Committed.<Prediction>records(site,
                Topics.predictions(SUBJECT).name()).stream().filter(record -> record.key().startsWith(PREFIX)).toList();
        assertEquals(IntStream.range(0, TRIALS).mapToObj(trial -> PREFIX + trial).toList(),
                predictions.stream().map(ConsumerRecord::key).sorted().toList());
        Map<String, Long> first = new HashMap<>();
        Committed.<Response>records(site, Topics.responses(SUBJECT).name())
                .forEach(record -> first.putIfAbsent(record.key(), record.offset()));
        List<Prediction> honest = predictions.stream().map(ConsumerRecord::value)
                .filter(prediction -> prediction.getTrainedUpTo() <= first.get(prediction.getStimulusId())).toList();
        assertTrue(honest.size() >= TRIALS - EARLY, "those whose responses came behind their predictions");

        List<ConsumerRecord<String, Score>> scores = Committed.await(site, Topics.scores(SUBJECT).name(),
                found -> !found.isEmpty() && agrees(found.getLast().value(), honest));

        assertEquals(honest.size(), scores.getLast().value().getPrequential().getTrials());
    }

    private static boolean agrees(Score score, List<Prediction> honest) {
        float[] r = Tensors.floats(score.getPrequential().getR());
        return score.getPrequential().getTrials() == honest.size() && IntStream.range(0, VOXELS)
                .allMatch(voxel -> Math.abs(r[voxel] - pearson(honest, voxel)) < 1e-4);
    }

    private static double pearson(List<Prediction> honest, int voxel) {
        double[] x = honest.stream().mapToDouble(prediction -> Tensors.floats(prediction.getValues())[voxel]).toArray();
        double[] y = honest.stream().mapToDouble(prediction -> values(prediction.getStimulusId(),
                counting(prediction.getStimulusId()))[voxel]).toArray();
        double meanX = java.util.Arrays.stream(x).average().orElseThrow();
        double meanY = java.util.Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /// As they are sent above.
    private static int counting(String stimulusId) {
        return switch (stimulusId) {
            case PREFIX + 0 -> 3;
            case PREFIX + 5 -> 2;
            case PREFIX + 1 -> 0;
            case PREFIX + 2, PREFIX + 3 -> INCOMPLETE;
            default -> 1;
        };
    }

    private static float[] values(String stimulusId, int revision) {
        float[] values = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            values[voxel] = (float) Math.sin(stimulusId.hashCode() * (voxel + 1.0) + 3 * revision);
        }
        return values;
    }

    private static Response.Builder response(String stimulusId, int revision) {
        return Response.newBuilder().setStimulusId(stimulusId).setTrialId("trial of " + stimulusId).setSubject(SUBJECT)
                .setRevision(revision).setValues(Tensors.float32(values(stimulusId, revision), VOXELS));
    }

    private static long send(Site site, Response.Builder response) throws InterruptedException, ExecutionException {
        return send(site, Topics.responses(SUBJECT).name(), response.getStimulusId(), response.build());
    }

    private static long send(Site site, String topic, String key, SpecificRecord record)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, SpecificRecord> producer = site.producer()) {
            return producer.send(new ProducerRecord<>(topic, key, record)).get().offset();
        }
    }

    private static void show(Site site, ReplayFolder recording) throws IOException {
        List<Presentation> images = recording.presentations().stream().filter(Presentation::isTrial).toList();
        try (StimulusSender sender = new StimulusSender(site)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                sender.send(new Presentation("trial of " + PREFIX + trial, PREFIX + trial, Split.TRAIN), SUBJECT,
                        recording.image(images.get(trial)));
            }
            sender.flush();
        }
    }
}
