package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Subject;

class SubjectsTest {
    private final MockConsumer<String, Subject> consumer = Tails.consumer("subjects");
    private final TopicTail<Subject> tail = Tails.open(consumer, "subjects");

    private static Subject subject(String name, String source) {
        return Subject.newBuilder().setSubject(name).setCoordinates(Tensors.float32(new float[3], 1, 3))
                .setSource(source).build();
    }

    private void publish(String name, Subject subject) {
        Tails.add(consumer, "subjects", name, subject);
    }

    @Test
    void keepsTheNewestOfEachName() {
        publish("s01", subject("s01", "old"));
        publish("s02", subject("s02", ""));
        publish("s01", subject("s01", "new"));

        Map<String, Subject> subjects = Subjects.all(tail);

        assertEquals(Set.of("s01", "s02"), subjects.keySet());
        assertEquals("new", subjects.get("s01").getSource());
    }

    @Test
    void forgetsASubjectThatWasTakenAway() {
        publish("s01", subject("s01", ""));
        publish("s01", null);

        assertEquals(Map.of(), Subjects.all(tail));
    }

    @Test
    void waitsUntilTheSubjectIsPublished() throws InterruptedException {
        publish("s02", subject("s02", ""));
        consumer.schedulePollTask(() -> {}); // The poll that reads what there is.
        consumer.schedulePollTask(() -> publish("s01", null));
        consumer.schedulePollTask(() -> publish("s01", subject("s01", "at last")));

        Subject found = Subjects.await(tail, "s01");

        assertEquals("at last", found.getSource());
    }

    @Test
    void stopsWaitingAtAnInterrupt() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> Subjects.await(tail, "s01"));
    }
}
