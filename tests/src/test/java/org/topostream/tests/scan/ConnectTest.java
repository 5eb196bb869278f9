package org.topostream.tests.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.connect.FolderVolumesSourceConnector;
import org.topostream.producers.scan.FolderSource;
import org.topostream.producers.scan.VolumeSender;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Volume;
import org.topostream.tests.Committed;
import org.topostream.tests.PlainSite;

/// A scanner's folder through a worker of Kafka Connect.
@ExtendWith(PlainSite.Resolver.class)
@Timeout(240)
class ConnectTest {
    private static final String SUBJECT = "scan-connect";
    private static final String CONNECTOR = "scanner";
    private static final int ROUNDS = 5;
    private static final int EACH = SimulatedScan.VOLUMES / ROUNDS;
    private static final SimulatedScan SCAN = new SimulatedScan(SUBJECT, 5);

    @TempDir
    private Path folder;

    @Test
    void everyVolumeIsThereOnceHoweverOftenTheTaskIsKilled(PlainSite plain) throws Exception {
        // Given
        Site site = plain.site();
        List<Volume> expected = throughTheCommand(site, "scan-command");
        Path input = Files.createDirectory(folder.resolve("scanner"));
        Path finished = Files.createDirectory(folder.resolve("finished"));
        create(site, SUBJECT);

        // When
        ConnectWorker worker = ConnectWorker.start(site, "connect-test");
        try {
            worker.create(CONNECTOR, settings(site, input, finished));
            for (int round = 0; round < ROUNDS; round++) {
                write(input, round * EACH, (round + 1) * EACH);
                awaitVolumes(site, SUBJECT, round * EACH + EACH / 3); // the others are on their way
                if (round == ROUNDS / 2) {
                    worker.close();
                    worker = ConnectWorker.start(site, "connect-test");
                } else {
                    worker.restart(CONNECTOR);
                }
            }
            awaitVolumes(site, SUBJECT, SimulatedScan.VOLUMES);
            awaitFiles(finished);
        } finally {
            worker.close();
        }

        // Then
        List<Volume> delivered = volumes(site, SUBJECT);
        assertEquals(IntStream.range(0, SimulatedScan.VOLUMES).boxed().toList(),
                delivered.stream().map(Volume::getNumber).sorted().toList());
        for (int number = 0; number < SimulatedScan.VOLUMES; number++) {
            assertEquals(comparable(expected, number), comparable(delivered, number), "volume " + number);
        }
        assertEquals(delivered.stream().map(volume -> "run-1/" + volume.getNumber()).sorted().toList(),
                Committed.keys(site, Topics.volumes(SUBJECT).name()));
    }

    private static void create(Site site, String subject) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.volumes(subject)));
        }
    }

    private static Map<String, String> settings(Site site, Path input, Path finished) {
        Map<String, String> settings = new HashMap<>(door(input));
        settings.putAll(Map.of("connector.class", FolderVolumesSourceConnector.class.getName(), "tasks.max", "1",
                "exactly.once.support", "required", "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "producer.override.max.request.size", "16777216"));
        settings.putAll(Map.of("subject", SUBJECT, "schema.registry.url", site.schemaRegistry(), "file.first.number",
                "0", "finished.path", finished.toString()));
        return settings;
    }

    private static Map<String, String> door(Path input) {
        return Map.of(FolderSettings.INPUT, input.toString(), FolderSettings.MINIMUM_AGE, "20",
                FolderSettings.POLL_INTERVAL, "10", FolderSettings.RUN_NAME, "run-{index}");
    }

    /// What `acquire folder` makes of the same files.
    private List<Volume> throughTheCommand(Site site, String subject) throws Exception {
        create(site, subject);
        Path input = Files.createDirectory(folder.resolve("command"));
        write(input, 0, SimulatedScan.VOLUMES);
        Map<String, String> settings = new HashMap<>(door(input));
        settings.put(FolderSettings.LEDGER, folder.resolve("ledger").toString());
        try (VolumeSender sender = new VolumeSender(site, new Origin(subject, "", "folder", OptionalDouble.empty()));
                FolderSource source = new FolderSource(FolderSettings.of(settings), 0, sender)) {
            awaitVolumes(site, subject, SimulatedScan.VOLUMES);
            assertEquals(Map.of(), source.status().refused());
        }
        return volumes(site, subject);
    }

    private static void write(Path input, int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            Path temporary = input.resolve(String.format(Locale.ROOT, "run_%04d.nii.tmp", number));
            NiftiWriter.write(temporary, NiftiType.FLOAT32, SCAN.volume(number));
            Files.move(temporary, input.resolve(String.format(Locale.ROOT, "run_%04d.nii", number)));
        }
    }

    private static void awaitVolumes(Site site, String subject, int count) {
        Committed.<Volume>await(site, Topics.volumes(subject).name(), found -> found.size() >= count);
    }

    /// Files are moved behind their commit.
    private static void awaitFiles(Path finished) throws Exception {
        long files = 0;
        while (files < SimulatedScan.VOLUMES) { // for which the test has time
            Thread.sleep(20);
            try (Stream<Path> moved = Files.list(finished)) {
                files = moved.filter(file -> file.toString().endsWith(".nii")).count();
            }
        }
    }

    private static List<Volume> volumes(Site site, String subject) {
        return Committed.<Volume>records(site, Topics.volumes(subject).name()).stream().map(ConsumerRecord::value)
                .toList();
    }

    /// The volume of a number without what differs by intent.
    private static Volume comparable(List<Volume> volumes, int number) {
        Volume volume = volumes.stream().filter(each -> each.getNumber() == number).findFirst().orElseThrow();
        return Volume.newBuilder(volume).setSubject("any").setReceivedAt(Instant.EPOCH).build();
    }
}
