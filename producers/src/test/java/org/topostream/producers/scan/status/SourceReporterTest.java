package org.topostream.producers.scan.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;

class SourceReporterTest {
    private final HandClock clock = new HandClock();
    private final MockProducer<String, SourceStatus> kafka = new MockProducer<>(true, null, new StringSerializer(),
            (topic, status) -> new byte[0]);
    private long volumes;
    private final SourceReporter reporter = new SourceReporter(kafka, this::status, clock);

    private SourceStatus status() {
        return SourceStatus.newBuilder().setSubject("anna").setSource("afni 7954").setVolumes(volumes)
                .setState(SourceState.RECEIVING).setUpdatedAt(clock.instant()).build();
    }

    private List<Long> published() {
        return kafka.history().stream().map(record -> record.value().getVolumes()).toList();
    }

    @Test
    void whatChangesIsPublishedAtTheNextLook() throws Exception {
        reporter.look();
        volumes = 7;
        reporter.look();

        assertEquals(List.of(0L, 7L), published());
        assertEquals("sources.anna", kafka.history().getFirst().topic());
        assertEquals("afni 7954", kafka.history().getFirst().key());
        assertEquals(7, reporter.latest().getVolumes());
    }

    @Test
    void whatDoesNotChangeIsPublishedEveryFiveSeconds() throws Exception {
        for (int look = 0; look < 22; look++) {
            reporter.look();
            clock.pass(Duration.ofMillis(500));
        }

        assertEquals(3, published().size(), "at 0, 5 and 10 s");
    }

    @Test
    void theLastThatIsPublishedIsTheEnd() throws Exception {
        reporter.look();

        reporter.close();

        assertEquals(SourceState.ENDED, kafka.history().getLast().value().getState());
        assertEquals(SourceState.ENDED, reporter.latest().getState());
        assertTrue(kafka.closed());
    }

    @Test
    void whileKafkaIsAwayItGoesOnTelling() throws Exception {
        kafka.sendException = new KafkaException("away");
        volumes = 3;
        reporter.look();
        assertEquals(3, reporter.latest().getVolumes());
        kafka.sendException = null;

        reporter.look();

        assertEquals(List.of(3L), published());
    }
}
