package org.topostream.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.RoiSummary;

/// The examples, each run as its header says, beside a Java reader of the same records.
class ExamplesTest {
    private static final Duration EVENT = Duration.ofSeconds(1);
    private static final int EVENTS = 60;
    /// Of the demo's encoder, of the truth, and ours.
    private static final int LAYER_MAPS = 3;
    private static final long REVISION = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Lifecycle PARTS = new Lifecycle();

    @TempDir
    private static Path folder;
    private static StayingDemo demo;
    private static List<ConsumerRecord<String, CorticalMap>> maps;

    /// The topic also has a map with a voxel without a value, and what an aborted transaction left.
    @BeforeAll
    static void startTheDemo() throws InterruptedException {
        demo = PARTS.add(StayingDemo.start(folder.resolve("demo")));
        demo.abort(map("aborted", 0));
        demo.publish(map("layer", REVISION));
        maps = demo.records(StayingDemo.MAPS);
    }

    @AfterAll
    static void stopTheDemo() {
        PARTS.close();
    }

    private static CorticalMap map(String kind, long revision) {
        float[] values = new float[StayingDemo.VOXELS];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = voxel == 0 ? Float.NaN : voxel / (float) values.length;
        }
        return CorticalMap.newBuilder().setSubject(StayingDemo.SUBJECT).setBackbone("example").setKind(kind)
                .setValues(Tensors.float32(values, values.length)).setEncoderVersion(7).setUnits("").setMinimum(0)
                .setMaximum(1).setColours("viridis").setUpdatedAt(Instant.now()).setRevision(revision)
                .setCoverage(1 - 1.0 / values.length)
                .setRois(List.of(new RoiSummary("V1", 0, List.of(Double.NaN), List.of(Double.NaN)),
                        new RoiSummary("V2", 2, List.of(0.125), List.of(0.125))))
                .build();
    }

    @Test
    void pythonPrintsTheMapsThatWereCommitted() throws Exception {
        List<String> printed = run(watch(Installed.python(), Example.file("python/watch_maps.py")));

        MapLine.requireSame(committed(), printed);
    }

    @Test
    void javaScriptPrintsTheMapsThatWereCommitted() throws Exception {
        Installed.programs("node");
        Path copy = Files.createDirectory(folder.resolve("javascript"));
        Files.createSymbolicLink(copy.resolve("node_modules"), Installed.nodeModules().toAbsolutePath());
        Path script = Files.copy(Path.of(Example.file("javascript/watch-maps.mjs")), copy.resolve("watch-maps.mjs"));

        List<String> printed = run(watch("node", script.toString()));

        MapLine.requireSame(committed(), printed);
    }

    @Test
    void javaPrintsTheMapsThatWereCommitted() throws Exception {
        List<String> printed = run(watch(Example.java().toString(), "--class-path", Example.classPath(),
                Example.file("java/WatchMaps.java")));

        MapLine.requireSame(committed(), printed);
    }

    @Test
    void theConsoleConsumerPrintsKeysAndSizesOfCommittedMaps() throws Exception {
        Installed.programs("bash", "perl");

        List<String> printed = Example.start(folder, List.of("bash", Example.file("console/watch-maps.sh"),
                demo.site().bootstrapServers(), StayingDemo.SUBJECT, Integer.toString(maps.size())),
                Map.of("CLASSPATH", Example.classPath())).lines();

        assertEquals(
                maps.stream().map(record -> record.key() + " " + record.serializedValueSize() + " bytes").toList(),
                printed);
    }

    @Test
    void curlPrintsTheNewestMapsAndThenTheNextOne() throws Exception {
        Installed.programs("bash", "curl", "perl");
        Example curl = Example.start(folder, List.of("bash", Example.file("curl/watch-maps.sh"), demo.page(),
                StayingDemo.SUBJECT, "layer", Integer.toString(LAYER_MAPS + 1)), Map.of());

        for (int i = 1; i <= EVENTS && !curl.ends(EVENT); i++) {
            demo.publish(map("layer", REVISION + i));
        }

        List<JsonNode> events = events(curl.lines());
        assertEquals(LAYER_MAPS + 1, events.size());
        for (JsonNode event : events) {
            assertArrayEquals(Tensors.floats(described(event).getValues()), floats(event));
        }
        assertTrue(events.stream().anyMatch(event -> event.path("revision").asLong() > REVISION), events.toString());
    }

    @Test
    void pythonPrintsThePredictionOfAnImageItSent() throws Exception {
        String python = Installed.python();
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20, 30, 0xFF8000);
        Path photo = folder.resolve("photo.png");
        ImageIO.write(image, "png", photo.toFile());

        List<String> printed = run(at(List.of(python, Example.file("python/predict_stimulus.py"), photo.toString())));

        Prediction prediction = demo.<Prediction>records(Topics.predictions(StayingDemo.SUBJECT).name()).stream()
                .filter(record -> record.key().startsWith("photo-")).findFirst().orElseThrow().value();
        Matcher parts = Pattern.compile("(photo-[0-9a-f]{8}) scattering version (\\d+) voxels (\\d+) mean (\\S+)")
                .matcher(printed.getFirst());
        assertTrue(parts.matches(), printed.toString());
        assertEquals(prediction.getStimulusId(), parts.group(1));
        assertEquals(prediction.getEncoderVersion(), Long.parseLong(parts.group(2)));
        assertEquals(StayingDemo.VOXELS, Integer.parseInt(parts.group(3)));
        assertEquals(MapLine.mean(Tensors.floats(prediction.getValues())), Double.parseDouble(parts.group(4)), 1e-4);
    }

    private static List<CorticalMap> committed() {
        return maps.stream().map(ConsumerRecord::value).toList();
    }

    private static List<String> watch(String... command) {
        return Stream.concat(at(List.of(command)).stream(), Stream.of("--count", Integer.toString(maps.size())))
                .toList();
    }

    private static List<String> at(List<String> command) {
        return Stream.concat(command.stream(), Stream.of("--bootstrap-server", demo.site().bootstrapServers(),
                "--schema-registry", demo.site().schemaRegistry(), "--subject", StayingDemo.SUBJECT)).toList();
    }

    /// The data of the events of maps.
    private static List<JsonNode> events(List<String> lines) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        boolean map = false;
        for (String line : lines) {
            if (line.startsWith("event:")) {
                map = line.equals("event: map");
            } else if (map && line.startsWith("data: ")) {
                events.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        return Example.start(folder, command, Map.of()).lines();
    }

    /// The record that an event tells of.
    private static CorticalMap described(JsonNode event) {
        return demo.<CorticalMap>records(StayingDemo.MAPS).stream().map(ConsumerRecord::value)
                .filter(map -> map.getKind().equals(event.path("kind").asText())
                        && map.getBackbone().equals(event.path("backbone").asText())
                        && map.getEncoderVersion() == event.path("encoderVersion").asLong()
                        && map.getRevision() == event.path("revision").asLong())
                .findFirst().orElseThrow();
    }

    private static float[] floats(JsonNode event) {
        byte[] bytes = Base64.getDecoder().decode(event.path("values").asText());
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
