package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.topostream.schemas.Topics;

/// Other people's readers: Kafka's console consumer, plain Avro, and Confluent's client for Python.
@ExtendWith(DemoRun.Resolver.class)
class InteropTest {
    /// The truth, and what the first two encoders make.
    private static final int FIRST_MAPS = 20;
    private static final int HEADER = 5;

    @Test
    void theConsoleConsumerReadsPredictionsAndMaps(DemoRun demo) throws Exception {
        List<String> predictions = consoleKeys(demo, Topics.predictions(DemoRun.SUBJECT).name(), DemoRun.TRIALS);
        List<String> maps = consoleKeys(demo, Topics.maps(DemoRun.SUBJECT).name(), FIRST_MAPS);

        assertEquals(DemoRun.TRIALS, predictions.stream().filter(key -> key.startsWith("phantom-")).distinct().count());
        assertTrue(maps.contains("scattering/layer"), maps.toString());
    }

    @Test
    void plainAvroReadsPredictionsWithTheRegistrysSchema(DemoRun demo) throws Exception {
        for (ConsumerRecord<String, byte[]> record : Committed.raw(demo.site(),
                Topics.predictions(DemoRun.SUBJECT).name())) {
            GenericRecord prediction = decode(demo, record.value());

            assertEquals(record.key(), prediction.get("stimulusId").toString());
            GenericRecord values = (GenericRecord) prediction.get("values");
            assertEquals(4 * DemoRun.VOXELS, ((ByteBuffer) values.get("data")).remaining());
        }
    }

    @Test
    void plainAvroReadsMapsWithTheRegistrysSchema(DemoRun demo) throws Exception {
        for (ConsumerRecord<String, byte[]> record : Committed.raw(demo.site(), Topics.maps(DemoRun.SUBJECT).name())) {
            GenericRecord map = decode(demo, record.value());

            assertEquals(record.key(), map.get("backbone") + "/" + map.get("kind"));
        }
    }

    @Test
    void confluentsPythonClientReadsPredictionsAndMaps(DemoRun demo) throws Exception {
        Optional<String> python = python();
        assumeTrue(python.isPresent(),
                "no python3 with confluent-kafka[avro,schemaregistry] (TOPOSTREAM_PYTHON names another)");
        Path script = Path.of(System.getProperty("topostream.root"), "tests", "src", "test", "python",
                "read_topics.py");

        Process process = new ProcessBuilder(python.get(), script.toString(), demo.site().bootstrapServers(),
                demo.site().schemaRegistry(), Topics.predictions(DemoRun.SUBJECT).name(),
                Topics.maps(DemoRun.SUBJECT).name()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("predictions " + Committed
                .keys(demo.site(), Topics.predictions(DemoRun.SUBJECT).name()).size() + " of 40 voxels"), printed);
        assertTrue(printed.contains("maps channels confidence drift layer noise-ceiling"), printed);
    }

    private static Optional<String> python() throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("TOPOSTREAM_PYTHON")).orElse("python3");
        try {
            Process process = new ProcessBuilder(python, "-c",
                    "import confluent_kafka.schema_registry.avro").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0 ? Optional.of(python) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> consoleKeys(DemoRun demo, String topic, int records) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server",
                demo.site().bootstrapServers(), "--topic", topic, "--from-beginning", "--isolation-level",
                "read_committed", "--max-messages", Integer.toString(records), "--formatter-property",
                "print.key=true", "--formatter-property", "print.value=false", "--timeout-ms", "60000")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(90, TimeUnit.SECONDS));
        return printed.lines().toList();
    }

    private static GenericRecord decode(DemoRun demo, byte[] bytes) throws IOException, InterruptedException {
        assertEquals(0, bytes[0]);
        Schema schema = schema(demo, ByteBuffer.wrap(bytes, 1, 4).getInt());
        return new GenericDatumReader<GenericRecord>(schema).read(null,
                DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null));
    }

    private static Schema schema(DemoRun demo, int id) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest
                    .newBuilder(URI.create(demo.site().schemaRegistry() + "/schemas/ids/" + id)).build();
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new Schema.Parser().parse(new ObjectMapper().readTree(answer).path("schema").asText());
        }
    }
}
