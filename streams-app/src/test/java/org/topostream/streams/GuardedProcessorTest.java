package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.SourceOffset;

/// What becomes of records that a stage cannot use.
class GuardedProcessorTest {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String REFUSED_TRIAL = "refused";

    @TempDir
    private Path folder;
    private StageDriver driver;

    @BeforeEach
    void start() {
        Topology topology = new Stage("copy", StageDriver.site()).read(INPUT, Response.class, Copy::new).write(OUTPUT)
                .topology();
        driver = new StageDriver(topology, folder);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    /// Hands on every response but one.
    private static final class Copy implements RecordHandler<Response> {
        private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

        @Override
        public void init(ProcessorContext<String, SpecificRecord> processorContext) {
            context = Optional.of(processorContext);
        }

        @Override
        public void handle(Record<String, Response> record) throws BadRecordException {
            if (record.value().getTrialId().equals(REFUSED_TRIAL)) {
                throw new BadRecordException("refused by the handler");
            }
            context.orElseThrow().forward(record.withValue(record.value()), OUTPUT);
        }
    }

    private static Response response(String trialId) {
        return Response.newBuilder().setStimulusId("s").setTrialId(trialId).setSubject("anna")
                .setValues(Tensors.float32(new float[]{1, 2}, 2)).build();
    }

    private void assertStreamGoesOn() {
        driver.send(INPUT, "s", response("next"));
        assertEquals(List.of("next"), driver.<Response>read(OUTPUT).stream()
                .map(record -> record.value().getTrialId()).toList());
        assertTrue(driver.deadLetters().isEmpty());
    }

    @Test
    void deadLetterCarriesOriginalBytesAndWhereTheyCameFrom() {
        driver.send(INPUT, "s", response("first"));
        driver.read(OUTPUT);
        byte[] original = "no Avro".getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("scanner", new byte[]{7});

        driver.send(INPUT, new TestRecord<>("s", original, headers));

        TestRecord<String, byte[]> letter = driver.deadLetters().getFirst();
        assertEquals("s", letter.key());
        assertArrayEquals(original, letter.value());
        assertArrayEquals(new byte[]{7}, letter.headers().lastHeader("scanner").value());
        assertEquals("copy", StageDriver.header(letter.headers(), DeadLetter.STAGE));
        assertEquals(INPUT, StageDriver.header(letter.headers(), DeadLetter.TOPIC));
        assertEquals("0", StageDriver.header(letter.headers(), DeadLetter.PARTITION));
        assertEquals("1", StageDriver.header(letter.headers(), DeadLetter.OFFSET));
        assertTrue(StageDriver.header(letter.headers(), DeadLetter.REASON).startsWith("not a record of topic input"));
        assertStreamGoesOn();
    }

    @Test
    void handlersRefusalIsTheReason() {
        Response refused = response(REFUSED_TRIAL);

        driver.send(INPUT, "s", refused);

        TestRecord<String, byte[]> letter = driver.deadLetters().getFirst();
        assertEquals("refused by the handler", StageDriver.header(letter.headers(), DeadLetter.REASON));
        assertArrayEquals(StageDriver.bytes(refused), letter.value());
        assertStreamGoesOn();
    }

    @Test
    void refusesARecordOfAnotherKind() {
        driver.send(INPUT, "s", new SourceOffset("responses.anna", 0, 3L));

        assertEquals(List.of("record is a SourceOffset, expected a Response"), driver.reasons());
        assertStreamGoesOn();
    }

    @Test
    void refusesTombstonesAndEmptyValues() {
        driver.send(INPUT, new TestRecord<>("s", null));
        driver.send(INPUT, new TestRecord<>("s", new byte[0]));

        assertEquals(List.of("record has no value", "record has no value"), driver.reasons());
        assertStreamGoesOn();
    }

    @Test
    void refusesKeysThatAreNoIds() {
        driver.send(INPUT, null, response("a"));
        driver.send(INPUT, "", response("b"));
        driver.send(INPUT, "s\u0000t", response("c"));
        driver.send(INPUT, "ä".repeat(101), response("d"));

        assertEquals(List.of("record has no key; expected the id it is about",
                "record has no key; expected the id it is about", "key has a control character; expected none",
                "key has 202 bytes, expected 1 to 200"), driver.reasons());
        assertStreamGoesOn();
    }

    @Test
    void shortensAKeyThatWouldMakeTheDeadLetterTooLarge() {
        String key = "k".repeat(SizeLimits.defaults().recordBytes() - 1000);

        driver.send(INPUT, key, response("first"));

        TestRecord<String, byte[]> letter = driver.deadLetters().getFirst();
        assertEquals("k".repeat(1000), letter.key());
        assertEquals(0, letter.value().length);
        assertStreamGoesOn();
    }

    @Test
    void leavesARecordInPlaceWhoseDeadLetterWouldBeTooLarge() {
        byte[] huge = new byte[SizeLimits.defaults().recordBytes() - 100];

        driver.send(INPUT, new TestRecord<>("s", huge));

        TestRecord<String, byte[]> letter = driver.deadLetters().getFirst();
        assertEquals(0, letter.value().length);
        String reason = StageDriver.header(letter.headers(), DeadLetter.REASON);
        assertTrue(reason.endsWith("; its " + huge.length + " bytes stay in its topic"), reason);
        assertEquals("0", StageDriver.header(letter.headers(), DeadLetter.OFFSET));
        assertStreamGoesOn();
    }
}
