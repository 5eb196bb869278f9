package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Volume;

@Timeout(60)
class FolderVolumesSourceTaskTest {
    @TempDir
    private Path root;
    private TaskRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = TaskRig.folder(root);
        rig.set("run.name", "run-{index}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aVolumeIsARecordOfTheSubjectsTopic() throws Exception {
        // Given
        rig.set("session", "day-1");
        rig.write(4);
        rig.start();

        // When
        SourceRecord record = rig.poll();

        // Then
        assertEquals("volumes.s01", record.topic());
        assertEquals("run-1/4", record.key());
        assertEquals(Schema.STRING_SCHEMA, record.keySchema());
        assertEquals(Schema.BYTES_SCHEMA, record.valueSchema());
        Volume volume = rig.decode(record);
        assertEquals(List.of("s01", "day-1", "run-1", "folder"),
                List.of(volume.getSubject(), volume.getSession(), volume.getRun(), volume.getSource()));
        assertEquals(4, volume.getNumber());
        assertEquals(1.5, volume.getSeconds());
        assertArrayEquals(TaskRig.volume(4).values(), Tensors.floats(volume.getValues()));
    }

    @Test
    void aFileIsMovedOnlyOnceItsVolumeIsCommitted() throws Exception {
        // Given
        Path finished = rig.folder("finished.path", "finished");
        Path file = rig.write(0);
        rig.start();
        SourceRecord record = rig.poll();
        assertTrue(rig.isQuiet());
        assertTrue(Files.exists(file));

        // When
        rig.commit(record);

        // Then
        TaskRig.awaitFile(finished.resolve("bold_0.nii"));
        assertFalse(Files.exists(file));
    }

    @Test
    void theNextVolumeComesOnceTheOneBeforeIsCommitted() throws Exception {
        rig.write(0);
        rig.write(1);
        rig.start();
        SourceRecord first = rig.poll();
        assertTrue(rig.isQuiet());
        rig.commit(first);

        SourceRecord second = rig.poll();

        assertEquals("run-1/0", first.key());
        assertEquals("run-1/1", second.key());
    }

    @Test
    void aRestartFromOffsetsSendsNothingTwice() throws Exception {
        // Given
        for (int number = 0; number < 3; number++) {
            rig.write(number);
        }
        rig.start();
        assertEquals(List.of("run-1/0", "run-1/1", "run-1/2"), List.of(rig.take(), rig.take(), rig.take()));
        rig.stop();
        rig.write(3);

        // When
        rig.start();

        // Then
        assertEquals("run-1/3", rig.take());
        assertTrue(rig.isQuiet());
    }

    @Test
    void whatWasPolledButNotCommittedIsReadAgain() throws Exception {
        // Given
        Path finished = rig.folder("finished.path", "finished");
        rig.write(0);
        rig.write(1);
        rig.start();
        rig.take();
        TaskRig.awaitFile(finished.resolve("bold_0.nii"));
        assertEquals("run-1/1", rig.poll().key());
        rig.stop();

        // When
        rig.start();

        // Then
        assertEquals("run-1/1", rig.take());
        TaskRig.awaitFile(finished.resolve("bold_1.nii"));
        assertTrue(rig.isQuiet());
    }

    @Test
    void aFileThatWasCommittedButNotMovedIsMovedAfterARestart() throws Exception {
        // Given a crash behind the commit, of which the task is not told
        Path finished = rig.folder("finished.path", "finished");
        rig.write(0);
        rig.start();
        rig.offsets().commit(rig.poll());
        rig.stop();
        assertFalse(Files.exists(finished.resolve("bold_0.nii")));

        // When
        rig.start();

        // Then
        assertTrue(rig.isQuiet());
        TaskRig.awaitFile(finished.resolve("bold_0.nii"));
    }

    @Test
    void aVolumeThatComesAgainWithOtherIntensitiesIsRefusedAfterARestartToo() throws Exception {
        // Given
        Path error = rig.folder("error.path", "error");
        rig.write(0);
        rig.start();
        rig.take();
        rig.stop();
        rig.write("bold_00.nii", TaskRig.volume(0, new int[]{1, 1, 2}, new float[]{1, 2}));

        // When
        rig.start();

        // Then
        TaskRig.awaitFile(error.resolve("bold_00.nii"));
        assertTrue(TaskRig.text(error.resolve("bold_00.nii.reason.txt")).contains("with other intensities"));
    }

    @Test
    void aBadFileGoesToTheErrorFolderAndHoldsNothingUp() throws Exception {
        // Given
        Path error = rig.folder("error.path", "error");
        Files.writeString(rig.input().resolve("bold_0.nii"), "half a volume");
        rig.write(1);

        // When
        rig.start();

        // Then
        assertEquals("run-1/1", rig.take());
        TaskRig.awaitFile(error.resolve("bold_0.nii"));
        assertFalse(TaskRig.text(error.resolve("bold_0.nii.reason.txt")).isBlank());
    }

    @Test
    void aVolumeThatKafkaWouldNotTakeIsRefusedAndTheNextGoesOn() throws Exception {
        // Given
        Path error = rig.folder("error.path", "error");
        rig.set("topostream.record.max.bytes", Integer.toString(1 << 20));
        rig.write("bold_0.nii", TaskRig.volume(0, new int[]{64, 64, 64}, new float[64 * 64 * 64]));
        rig.write(1);

        // When
        rig.start();

        // Then
        assertEquals("run-1/1", rig.take());
        TaskRig.awaitFile(error.resolve("bold_0.nii"));
        assertTrue(TaskRig.text(error.resolve("bold_0.nii.reason.txt")).contains("topostream.record.max.bytes"));
    }

    @Test
    void everyRunHasAPartitionThatTellsWhatIsDelivered() throws Exception {
        // Given
        rig.write("bold_0.nii", TaskRig.volume(0));
        rig.write("bold_2.nii", TaskRig.volume(2));
        rig.write("rest_7.nii", TaskRig.volume(7));
        rig.start();
        rig.take();
        SourceRecord second = rig.poll();
        rig.commit(second);

        // When
        SourceRecord other = rig.poll();

        // Then
        assertEquals(Map.of("subject", "s01", "place", "1"), second.sourcePartition());
        assertEquals(List.of("in/bold", "run-1", "0,2"), List.of(second.sourceOffset().get("series"),
                second.sourceOffset().get("run"), second.sourceOffset().get("numbers")));
        assertEquals(Map.of("subject", "s01", "place", "2"), other.sourcePartition());
        assertEquals(List.of("in/rest", "run-2", "7"), List.of(other.sourceOffset().get("series"),
                other.sourceOffset().get("run"), other.sourceOffset().get("numbers")));
    }

    @Test
    void aRunKeepsItsNameOverARestart() throws Exception {
        rig.write("bold_0.nii", TaskRig.volume(0));
        rig.start();
        rig.take();
        rig.stop();
        rig.write("anew_0.nii", TaskRig.volume(1));
        rig.write("bold_1.nii", TaskRig.volume(2));

        rig.start();

        assertEquals(List.of("run-2/0", "run-1/1"), List.of(rig.take(), rig.take()));
    }

    @Test
    void anotherSubjectBeginsAnew() throws Exception {
        rig.write(0);
        rig.start();
        rig.take();
        rig.stop();
        rig.set("subject", "s02");

        rig.start();

        SourceRecord record = rig.poll();
        assertEquals("volumes.s02", record.topic());
        assertEquals("run-1/0", record.key());
    }

    @Test
    void whatATransformationPassesOverIsNotWaitedFor() throws Exception {
        rig.write(0);
        rig.write(1);
        rig.start();
        assertEquals("run-1/0", passOver());

        SourceRecord next = rig.poll();

        assertEquals("run-1/1", next.key());
    }

    private Object passOver() throws InterruptedException {
        SourceRecord record = rig.poll();
        rig.passOver(record);
        return record.key();
    }

    @Test
    void doesNotStartOnOffsetsThatAreNotItsOwn() throws Exception {
        // Given
        rig.write(0);
        rig.start();
        SourceRecord record = rig.poll();
        rig.stop();
        rig.offsets().commit(new SourceRecord(record.sourcePartition(), Map.of("position", 4L), "any",
                Schema.STRING_SCHEMA, ""));

        // When
        ConnectException refused = assertThrows(ConnectException.class, rig::start);

        // Then
        assertEquals("the offset of {place=1, subject=s01} is none of topostream's: expected a text as 'numbers', got "
                + "null", refused.getMessage());
    }

    @Test
    void doesNotStartOnSettingsThatDoNotFit() {
        rig.set("run.name", "run");

        ConfigException refused = assertThrows(ConfigException.class, rig::start);

        assertTrue(refused.getMessage().startsWith("run.name must have"), refused.getMessage());
    }
}
