package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotFileTest {
    private static final int PAYLOAD_BYTES = 8;
    private static final int SLOT_BYTES = 512 + PAYLOAD_BYTES;

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("new/examples.slots");
    }

    private SlotFile open() throws IOException {
        return SlotFile.open(path, PAYLOAD_BYTES);
    }

    private static ByteBuffer payload(long value) {
        return ByteBuffer.allocate(PAYLOAD_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    /// Slots 0, 1, ... with their index as payload; the offset is 100 and more, the partition 0 and 1 in turns.
    private void write(int slots) throws IOException {
        try (SlotFile file = open()) {
            for (int i = 0; i < slots; i++) {
                file.append("id" + i, i % 2, 100 + i, payload(i));
            }
        }
    }

    private void assertHolds(String... ids) throws IOException {
        try (SlotFile file = open()) {
            assertEquals(List.of(ids), file.slots().stream().map(SlotFile.Slot::id).toList());
        }
    }

    private void flip(long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ 0xff);
        }
    }

    @Test
    void findsWhatWasAppendedWhenItIsOpenedAgain() throws IOException {
        write(3);

        try (SlotFile file = open()) {
            assertEquals(List.of(new SlotFile.Slot(0, "id0", 0, 100), new SlotFile.Slot(1, "id1", 1, 101),
                    new SlotFile.Slot(2, "id2", 0, 102)), file.slots());
            assertEquals(2, file.payload(2).getLong());
            assertTrue(file.payload(2).isReadOnly());
        }
    }

    @Test
    void growsSlotBySlot() throws IOException {
        write(7);

        assertEquals(7L * SLOT_BYTES, Files.size(path));
        try (SlotFile file = open()) {
            assertEquals(7, file.slots().size());
            for (int i = 0; i < 7; i++) {
                assertEquals(i, file.payload(i).getLong());
            }
        }
    }

    @Test
    void cutsOffATornWriteAtTheEnd() throws IOException {
        write(3);
        flip(3L * SLOT_BYTES - 1);

        assertHolds("id0", "id1");
    }

    @Test
    void leavesSlotsOfAnotherVersionToBeReadAgain() throws IOException {
        write(3);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (int i = 0; i < 3; i++) {
                assertEquals('2', file.read(), "the version's character, the first byte of a slot");
                file.seek((long) i * SLOT_BYTES);
                file.write('3');
                file.seek((i + 1L) * SLOT_BYTES);
            }
        }

        assertHolds();
        write(1);
        assertHolds("id0");
    }

    @Test
    void goesOnAfterATornWrite() throws IOException {
        write(3);
        flip(3L * SLOT_BYTES - 1);
        try (SlotFile file = open()) {
            file.append("again", 0, 102, payload(22));
        }

        try (SlotFile file = open()) {
            assertEquals("again", file.slots().getLast().id());
            assertEquals(22, file.payload(2).getLong());
        }
    }

    @Test
    void cutsOffADamagedSlotAndAllThatFollows() throws IOException {
        write(6);
        flip(2L * SLOT_BYTES + 30); // in the id

        assertHolds("id0", "id1");
    }

    @Test
    void goodSlotsBehindADamagedOneDoNotComeBackWhenItIsReplaced() throws IOException {
        write(6);
        flip(2L * SLOT_BYTES + 30);
        try (SlotFile file = open()) {
            file.append("new", 0, 102, payload(2));
        }

        assertHolds("id0", "id1", "new");
    }

    @Test
    void noticesDamageThatHappensWhileItIsOpen() throws IOException {
        write(2);
        try (SlotFile file = open()) {
            flip(2L * SLOT_BYTES - 1);

            IOException e = assertThrows(IOException.class, () -> file.payload(1));

            assertTrue(e.getMessage().contains("slot 1 (id1) is damaged"), e.getMessage());
        }
    }

    @Test
    void forgetsWhatIsTruncated() throws IOException {
        write(5);
        try (SlotFile file = open()) {
            file.truncate(2);
            assertEquals(2, file.slots().size());
        }

        assertHolds("id0", "id1");
    }

    @Test
    void replacesWhatWasTruncated() throws IOException {
        write(5);
        try (SlotFile file = open()) {
            file.truncate(2);
            file.append("other", 3, 7, payload(9));
        }

        assertHolds("id0", "id1", "other");
    }

    @Test
    void startsAnewInAFileOfOtherSlots() throws IOException {
        try (SlotFile file = SlotFile.open(path, 24)) {
            for (int i = 0; i < 9; i++) {
                file.append("stale" + i, 0, i, ByteBuffer.allocate(24));
            }
        }
        assertHolds();

        write(4);

        assertHolds("id0", "id1", "id2", "id3");
    }

    @Test
    void opensAFileThatIsNoneOfOurs() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "something else ".repeat(200));
        assertHolds();

        write(3);

        assertHolds("id0", "id1", "id2");
    }

    @Test
    void keepsWhatIsWholeOfAFileThatWasCutShort() throws IOException {
        write(4);
        cut(4L * SLOT_BYTES - 10);

        assertHolds("id0", "id1", "id2");
    }

    @Test
    void noticesThatItWasCutShortWhileItIsOpen() throws IOException {
        write(4);
        try (SlotFile file = open()) {
            cut(2L * SLOT_BYTES + 10);

            IOException e = assertThrows(IOException.class, () -> file.payload(2));

            assertTrue(e.getMessage().contains("slot 2 (id2) is damaged"), e.getMessage());
            assertEquals(1, file.payload(1).getLong());
        }
    }

    private void cut(long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    @Test
    void saysThatTheDiskIsFullAndAddsNothing() throws IOException {
        path = Path.of("/dev/full");
        assumeTrue(Files.exists(path), "only Linux has a disk that is always full");
        try (SlotFile file = open()) {
            assertThrows(IOException.class, () -> file.append("id0", 0, 100, payload(0)));

            assertEquals(List.of(), file.slots());
        }
    }

    @Test
    void refusesPayloadsAndIdsThatDoNotFit() throws IOException {
        try (SlotFile file = open()) {
            assertThrows(IllegalArgumentException.class, () -> file.append("a", 0, 0, ByteBuffer.allocate(7)));
            assertThrows(IllegalArgumentException.class, () -> file.append("a".repeat(489), 0, 0, payload(1)));
            assertTrue(file.slots().isEmpty());
        }
        assertHolds();
    }
}
