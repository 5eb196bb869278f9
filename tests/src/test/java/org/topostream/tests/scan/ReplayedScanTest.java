package org.topostream.tests.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.producers.Speed;
import org.topostream.producers.Timetable;
import org.topostream.producers.dataset.Dataset;
import org.topostream.producers.dataset.DatasetOptions;
import org.topostream.producers.dataset.Datasets;
import org.topostream.producers.dataset.scan.ScanSession;
import org.topostream.producers.scan.folder.PollClock;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.RunningStage;
import org.topostream.streams.estimate.EstimateOptions;
import org.topostream.tests.Committed;
import org.topostream.tests.PlainSite;

/// A BIDS dataset is replayed, interrupted and replayed again: all of it comes once, and the responses are what a fit
/// of the whole run says.
@ExtendWith(PlainSite.Resolver.class)
@Timeout(180)
class ReplayedScanTest {
    private static final String SUBJECT = "replayed";
    private static final String BACKBONE = "none";
    /// The run takes three seconds, long enough to be interrupted.
    private static final double FAST = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final float PER_CENT = 1e-3f; // of values about 1; single precision of intensities about 1000

    @TempDir
    private Path folder;

    private final SimulatedScan scan = new SimulatedScan(SUBJECT, 11);

    /// Thrown by a watcher, as if the program had ended.
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void writeDataset() throws IOException {
        Path own = Files.createDirectories(folder.resolve("bids/sub-replayed/func"));
        try (NiftiWriter writer = NiftiWriter.open(own.resolve("sub-replayed_task-see_bold.nii"), NiftiType.INT16,
                SimulatedScan.VOLUMES)) {
            for (int number = 0; number < SimulatedScan.VOLUMES; number++) {
                writer.append(scan.volume(number));
            }
        }
        Path stimuli = Files.createDirectories(folder.resolve("bids/stimuli"));
        StringBuilder events = new StringBuilder("onset\tduration\tstim_file\n");
        for (Event event : scan.events("any")) {
            String picture = event.getTrialId() + ".png";
            events.append(event.getOnset()).append('\t').append(event.getDuration()).append('\t').append(picture)
                    .append('\n');
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png",
                    stimuli.resolve(picture).toFile());
        }
        Files.writeString(own.resolve("sub-replayed_task-see_events.tsv"), events);
    }

    private static ScanSession session(Site site, Dataset.Volumes dataset) {
        return new ScanSession(site, SUBJECT, dataset.scan(), BACKBONE,
                new Timetable(new Speed(FAST), PollClock.system()), PATIENCE);
    }

    private RunningStage estimate(Site site) {
        return RunningParts.estimate(site, new DataFolder(folder.resolve("estimate")), scan.record(),
                EstimateOptions.defaults());
    }

    @Test
    void whatIsInterruptedGoesOnAndNothingComesTwice(PlainSite plain) throws Exception {
        // Given
        writeDataset();
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(SUBJECT, BACKBONE));
        }
        try (KafkaProducer<String, Subject> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.subjects().name(), SUBJECT, scan.record())).get();
        }
        try (Lifecycle parts = new Lifecycle();
                Dataset.Volumes dataset = (Dataset.Volumes) Datasets.open(folder.resolve("bids"),
                        DatasetOptions.defaults().named(SUBJECT))) {
            Lifecycle before = parts.add(new Lifecycle());
            before.add(estimate(site));
            assertThrows(Killed.class, () -> session(site, dataset).run(progress -> {
                if (progress.shown() >= SimulatedScan.TRIALS / 2) {
                    throw new Killed();
                }
            }));

            // When
            before.close(); // An upgrade of the stage, amid the run.
            parts.add(estimate(site));
            session(site, dataset).run(progress -> {
                // Nobody looks.
            });

            // Then
            assertEquals(IntStream.range(0, SimulatedScan.VOLUMES).boxed().toList(),
                    Committed.<Volume>records(site, Topics.volumes(SUBJECT).name()).stream()
                            .map(record -> record.value().getNumber()).toList());
            List<String> trials = dataset.scan().presentations().stream().map(each -> each.trialId()).toList();
            assertEquals(trials, Committed.<Event>records(site, Topics.events(SUBJECT).name()).stream()
                    .map(record -> record.value().getTrialId()).toList());
            assertEquals(trials, Committed.<Stimulus>records(site, Topics.stimuli().name()).stream()
                    .map(record -> record.value().getTrialId()).filter(trials::contains).sorted().toList());
            assertResponses(trials, Committed.await(site, Topics.responses(SUBJECT).name(),
                    found -> complete(found).size() == trials.size()));
        }
    }

    private static Map<String, Response> complete(List<ConsumerRecord<String, Response>> records) {
        Map<String, Response> complete = new TreeMap<>();
        records.stream().filter(record -> record.value().getComplete())
                .forEach(record -> complete.put(record.value().getTrialId(), record.value()));
        return complete;
    }

    private void assertResponses(List<String> trials, List<ConsumerRecord<String, Response>> records) {
        Map<String, Response> complete = complete(records);
        List<float[]> betas = scan.betas(IntStream.range(0, SimulatedScan.VOLUMES).boxed().toList());
        for (int trial = 0; trial < trials.size(); trial++) {
            assertArrayEquals(betas.get(trial), Tensors.floats(complete.get(trials.get(trial)).getValues()), PER_CENT,
                    trials.get(trial));
        }
    }
}
