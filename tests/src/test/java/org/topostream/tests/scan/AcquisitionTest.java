package org.topostream.tests.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.acquire.NiftiVolumes;
import org.topostream.cli.acquire.SocketSource;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.producers.scan.FolderSource;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.VolumeSender;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.producers.scan.socket.AfniReceiver;
import org.topostream.producers.scan.socket.ReceiverSettings;
import org.topostream.producers.scan.status.FolderReport;
import org.topostream.producers.scan.status.SourceAccount;
import org.topostream.producers.scan.status.SourceReporter;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.estimate.EstimateOptions;
import org.topostream.tests.Committed;
import org.topostream.tests.PlainSite;

/// A scanner's volumes come through a door, are told apart into responses, and those are what a fit of the whole run says.
@ExtendWith(PlainSite.Resolver.class)
@Timeout(180)
class AcquisitionTest {
    private static final float PER_CENT = 1e-3f; // of values about 1; single precision of intensities about 1000

    @TempDir
    private Path folder;

    /// Sends volumes through a door.
    private interface Door {
        void send(Lifecycle parts, Site site, SimulatedScan scan) throws Exception;
    }

    private void comesThrough(PlainSite plain, String subject, List<Integer> numbers, Door door) throws Exception {
        SimulatedScan scan = new SimulatedScan(subject, subject.hashCode());
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(subject, "none"));
        }
        try (KafkaProducer<String, Subject> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.subjects().name(), subject, scan.record())).get();
        }
        EstimateOptions soon = EstimateOptions.defaults().withSilence(Duration.ofSeconds(3));
        try (Lifecycle parts = new Lifecycle()) {
            parts.add(RunningParts.estimate(site, new DataFolder(folder.resolve("estimate")), scan.record(), soon));

            door.send(parts, site, scan);
            String run = Committed.<Volume>await(site, Topics.volumes(subject).name(), found -> !found.isEmpty())
                    .getFirst().value().getRun();
            send(site, scan.events(run));

            Map<String, Response> complete = complete(site, subject);
            List<float[]> betas = scan.betas(numbers);
            for (int trial = 0; trial < SimulatedScan.TRIALS; trial++) {
                assertArrayEquals(betas.get(trial), Tensors.floats(complete.get("trial-" + trial).getValues()),
                        PER_CENT, "trial " + trial);
            }
            assertEquals(numbers, volumes(site, subject));
            assertTold(site, subject, "estimate", numbers);
        }
    }

    /// The source has told of all volumes, and of those that are missing.
    private static void assertTold(Site site, String subject, String door, List<Integer> numbers) {
        Predicate<ConsumerRecord<String, SourceStatus>> isWhole = found -> found.value().getDoor().equals(door)
                && found.value().getVolumes() == numbers.size();
        SourceStatus status = Committed.<SourceStatus>await(site, Topics.sources(subject).name(),
                found -> found.stream().anyMatch(isWhole)).stream().filter(isWhole).toList().getLast().value();
        assertEquals(SimulatedScan.VOLUMES - numbers.size(), status.getMissingVolumes());
        assertEquals(SimulatedScan.VOLUMES - 1, status.getLastVolume());
    }

    private static void send(Site site, List<Event> events) throws Exception {
        try (KafkaProducer<String, Event> producer = site.producer()) {
            for (Event event : events) {
                producer.send(new ProducerRecord<>(Topics.events(event.getSubject()).name(), event.getRun(), event))
                        .get();
            }
        }
    }

    /// Of each trial the response that counts, once the run is over for all.
    private static Map<String, Response> complete(Site site, String subject) {
        Map<String, Response> counting = new TreeMap<>();
        for (ConsumerRecord<String, Response> record : Committed.<Response>await(site,
                Topics.responses(subject).name(),
                found -> found.stream().filter(each -> each.value().getComplete())
                        .map(each -> each.value().getTrialId()).distinct().count() == SimulatedScan.TRIALS)) {
            counting.merge(record.value().getTrialId(), record.value(),
                    (one, other) -> ResponseRules.rank(one) >= ResponseRules.rank(other) ? one : other);
        }
        return counting;
    }

    private static List<Integer> volumes(Site site, String subject) {
        return Committed.<Volume>records(site, Topics.volumes(subject).name()).stream()
                .map(record -> record.value().getNumber()).sorted().toList();
    }

    private static List<Integer> all() {
        return IntStream.range(0, SimulatedScan.VOLUMES).boxed().toList();
    }

    private FolderSource watch(Path input, VolumeOutput output) throws Exception {
        return new FolderSource(FolderSettings.of(Map.of(FolderSettings.INPUT, input.toString(), FolderSettings.LEDGER,
                folder.resolve("ledger").toString(), FolderSettings.MINIMUM_AGE, "40", FolderSettings.POLL_INTERVAL,
                "10", FolderSettings.RUN_NAME, "run-{index}")), 0, output);
    }

    private static SourceAccount account(Lifecycle parts, Site site, SimulatedScan scan) {
        Origin origin = new Origin(scan.subject(), "", "test", OptionalDouble.empty());
        return new SourceAccount(origin, "test", parts.add(new VolumeSender(site, origin)), Clock.systemUTC());
    }

    private static void awaitVolumes(Site site, SimulatedScan scan, int count) {
        Committed.<Volume>await(site, Topics.volumes(scan.subject()).name(), found -> found.size() >= count);
    }

    @Test
    void aFolderOfNiftiFilesOfWhichSomeAreLostWhileTheDoorIsStartedAgain(PlainSite plain) throws Exception {
        List<Integer> numbers = new ArrayList<>(all());
        numbers.removeAll(List.of(7, 8, 31));
        Path input = Files.createDirectory(folder.resolve("nifti"));

        comesThrough(plain, "scan-nifti", numbers, (parts, site, scan) -> {
            SourceAccount account = account(parts, site, scan);
            try (FolderSource source = watch(input, account)) {
                for (int number : numbers.subList(0, 25)) {
                    write(input, scan.volume(number));
                }
                awaitVolumes(site, scan, 25);
                while (source.status().delivered() < 25) { // it is told after a look, for which the test has time
                    Thread.sleep(20);
                }
                assertEquals(25, source.status().delivered());
            }
            FolderSource again = parts.add(watch(input, account));
            parts.add(new SourceReporter(site, () -> FolderReport.of(account.status(), again.status())));
            for (int number : numbers.subList(25, numbers.size())) {
                write(input, scan.volume(number));
            }
            awaitVolumes(site, scan, numbers.size());
            assertEquals(Map.of(), again.status().refused());
            assertTold(site, scan.subject(), "test", numbers);
        });
    }

    private static void write(Path input, ScannedVolume volume) throws Exception {
        Path temporary = input.resolve(String.format("run_%04d.nii.tmp", volume.number()));
        NiftiWriter.write(temporary, NiftiType.FLOAT32, volume);
        Files.move(temporary, input.resolve(String.format("run_%04d.nii", volume.number())));
    }

    @Test
    void aNiftiFileThatGrows(PlainSite plain) throws Exception {
        Path input = Files.createDirectory(folder.resolve("growing"));

        comesThrough(plain, "scan-growing", all(), (parts, site, scan) -> {
            parts.add(watch(input, account(parts, site, scan)));
            try (NiftiWriter writer = NiftiWriter.open(input.resolve("bold.nii"), NiftiType.FLOAT32,
                    SimulatedScan.VOLUMES)) {
                for (int number : all()) {
                    writer.append(scan.volume(number));
                    if (number % 20 == 0) {
                        awaitVolumes(site, scan, number);
                    }
                }
            }
            awaitVolumes(site, scan, SimulatedScan.VOLUMES);
        });
    }

    @Test
    void whatIsSentToAfni(PlainSite plain) throws Exception {
        comesThrough(plain, "scan-afni", all(), (parts, site, scan) -> {
            SourceAccount account = account(parts, site, scan);
            parts.add(new SourceReporter(site, account::status));
            SocketSource source = new SocketSource(account, new PrintWriter(new StringWriter()));
            AfniReceiver receiver = parts.add(AfniReceiver.open(ReceiverSettings.onLoopback(0), 0, source));
            try (Socket socket = new Socket(receiver.dataAddress().getAddress(), receiver.dataAddress().getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(("ACQUISITION_TYPE 3D+t\nTR 1.5\nXYMATRIX 6 5 4\nXYFOV 18 15 14\nXYZAXES R-L A-P I-S\n"
                        + "DATUM short\nBYTEORDER LSB_FIRST\nPREFIX bold\n\0").getBytes(StandardCharsets.US_ASCII));
                for (int number : all()) {
                    out.write(shorts(scan.volume(number)));
                }
                out.flush();
                awaitVolumes(site, scan, SimulatedScan.VOLUMES);
                assertTold(site, scan.subject(), "test", all());
            }
        });
    }

    private static byte[] shorts(ScannedVolume volume) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * volume.values().length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : volume.values()) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    @Test
    void volumesThatArePostedEachOfThemTwice(PlainSite plain) throws Exception {
        comesThrough(plain, "scan-http", all(), (parts, site, scan) -> {
            Dashboard dashboard = parts.add(Dashboard.start(site, DashboardSettings.defaults().at("127.0.0.1", 0)));
            HttpClient client = HttpClient.newHttpClient();
            for (int number : all()) {
                ScannedVolume volume = scan.volume(number);
                StringBuilder affine = new StringBuilder();
                for (double each : volume.affine()) {
                    affine.append(affine.isEmpty() ? "" : ",").append(each);
                }
                HttpRequest request = post(dashboard.url() + "volumes?subject=" + scan.subject() + "&run=r1&number="
                        + number + "&size=6,5,4&type=int16&seconds=1.5&affine=" + affine, "application/octet-stream",
                        shorts(volume));
                for (int time = 0; time < 2; time++) {
                    assertTaken(client, request);
                }
            }
        });
    }

    private static HttpRequest post(String url, String type, byte[] body) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static void assertTaken(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() == 503) { // subjects are still being read
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        assertEquals(201, answer.statusCode(), answer.body());
    }

    @Test
    void niftiFilesThatArePosted(PlainSite plain) throws Exception {
        comesThrough(plain, "scan-posted", all(), (parts, site, scan) -> {
            Dashboard dashboard = parts.add(Dashboard.start(site, DashboardSettings.defaults().at("127.0.0.1", 0),
                    Optional.of(new NiftiVolumes(1_000))));
            HttpClient client = HttpClient.newHttpClient();
            for (int number : all()) {
                Path file = folder.resolve("posted.nii.gz");
                NiftiWriter.write(file, NiftiType.FLOAT32, scan.volume(number));
                assertTaken(client, post(dashboard.url() + "volumes?subject=" + scan.subject() + "&run=r1&seconds=1.5"
                        + "&number=" + number, "application/x-nifti", Files.readAllBytes(file)));
            }
        });
    }
}
