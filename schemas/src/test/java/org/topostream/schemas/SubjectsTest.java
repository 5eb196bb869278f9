package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

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
    void keepsTheVoxelsThatASubjectIsKnownWith() {
        Subject first = subject("s01", "first");
        publish("s01", first);
        publish("s01", Subject.newBuilder(first).setCoordinates(Tensors.float32(new float[]{1, 2, 3, 4, 5, 6}, 2, 3))
                .build());

        assertEquals(Map.of("s01", first), Subjects.all(tail));
    }

    @Test
    void saysWhyASubjectThatIsAwaitedIsRefused() {
        publish("s01", Subject.newBuilder(subject("s01", ""))
                .setCoordinates(Tensors.float32(new float[0], 0, 3)).build());

        UnreadableRecordException refused = assertThrows(UnreadableRecordException.class,
                () -> Subjects.await(tail, "s01"));

        assertEquals("subject s01 has coordinates of shape [0, 3], expected [voxels, 3] with 1 voxel or more",
                refused.getMessage());
    }

    @Test
    void stopsWaitingAtAnInterrupt() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> Subjects.await(tail, "s01"));
    }
}
