package org.topostream.trainer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A memory-mapped file of equal slots, each with the Kafka offset it came from and a checksum.
///
/// However large it is, at most one segment of it lies in the process: pages of the others are let go as soon as another
/// is touched. What was written to them stays in the system's cache, which writes it to disk in its own time.
///
/// It survives a killed process; what a crash of the machine tore is found by its checksum and cut off, with all that
/// follows, and read from the topic again. A slot is: magic, crc32c of the rest, partition, offset, id length, id,
/// payload. The magic's last character is the format's version, that of ids and payloads included: slots of another
/// version are such as are read from the topic again.
final class SlotFile implements AutoCloseable {
    private static final int MAGIC = 0x746f7032;
    private static final int CRC_AT = 4;
    private static final int PARTITION_AT = 8;
    private static final int OFFSET_AT = 12;
    private static final int ID_LENGTH_AT = 20;
    private static final int ID_AT = 24;
    private static final int ID_BYTES = 488;
    private static final int PAYLOAD_AT = ID_AT + ID_BYTES;
    private static final long SEGMENT_BYTES = 64L << 20;

    private final Path path;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final int payloadBytes;
    private final int slotBytes;
    private final int slotsPerSegment;
    private final List<MemorySegment> segments = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private int touched;

    /// Where a slot's content came from.
    record Slot(int index, String id, int partition, long offset) {}

    private SlotFile(Path path, FileChannel channel, int payloadBytes, long segmentBytes) {
        this.path = path;
        this.channel = channel;
        this.payloadBytes = payloadBytes;
        this.slotBytes = PAYLOAD_AT + payloadBytes;
        this.slotsPerSegment = Math.toIntExact(Math.max(1, segmentBytes / slotBytes));
    }

    /// Opens a file or makes it, and checks every slot.
    static SlotFile open(Path path, int payloadBytes) throws IOException {
        return open(path, payloadBytes, SEGMENT_BYTES);
    }

    /// @param segmentBytes by how much the file grows, about
    static SlotFile open(Path path, int payloadBytes, long segmentBytes) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        SlotFile file = new SlotFile(path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE), payloadBytes, segmentBytes);
        file.readSlots();
        return file;
    }

    private void readSlots() throws IOException {
        long whole = channel.size() / ((long) slotsPerSegment * slotBytes) * slotsPerSegment;
        for (int index = 0; index < whole && isValid(slot(index)); index++) {
            ByteBuffer slot = slot(index);
            byte[] id = new byte[slot.getInt(ID_LENGTH_AT)];
            slot.get(ID_AT, id);
            slots.add(new Slot(index, new String(id, StandardCharsets.UTF_8), slot.getInt(PARTITION_AT),
                    slot.getLong(OFFSET_AT)));
        }
        for (int index = slots.size(); index < whole; index++) {
            // A good slot behind a bad one must not come back once the bad one is replaced.
            if (slot(index).getInt(0) != 0) {
                slot(index).putInt(0, 0);
            }
        }
    }

    private static boolean isValid(ByteBuffer slot) {
        int idLength = slot.getInt(ID_LENGTH_AT);
        return slot.getInt(0) == MAGIC && idLength >= 0 && idLength <= ID_BYTES
                && slot.getInt(CRC_AT) == checksum(slot);
    }

    private static int checksum(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.duplicate().position(PARTITION_AT));
        return (int) crc.getValue();
    }

    /// All slots, in the order in which they were added.
    List<Slot> slots() {
        return List.copyOf(slots);
    }

    /// Adds a slot at the end.
    /// @throws IllegalArgumentException where the payload is not as large as a slot, or the id too long
    Slot append(String id, int partition, long offset, ByteBuffer payload) throws IOException {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        if (payload.remaining() != payloadBytes || name.length > ID_BYTES) {
            throw new IllegalArgumentException(path + ": a slot takes " + payloadBytes + " bytes and an id of at most "
                    + ID_BYTES + ", got " + payload.remaining() + " and " + name.length);
        }
        Slot added = new Slot(slots.size(), id, partition, offset);
        ByteBuffer slot = slot(added.index());
        slot.putInt(PARTITION_AT, partition).putLong(OFFSET_AT, offset).putInt(ID_LENGTH_AT, name.length);
        slot.put(ID_AT, name).put(PAYLOAD_AT, payload, payload.position(), payloadBytes);
        slot.putInt(CRC_AT, checksum(slot)).putInt(0, MAGIC);
        slots.add(added);
        return added;
    }

    /// A slot's payload, read-only, little endian.
    /// @throws IOException where its checksum is wrong
    ByteBuffer payload(int index) throws IOException {
        ByteBuffer slot = slot(index);
        if (!isValid(slot)) {
            throw new IOException(path + ": slot " + index + " (" + slots.get(index).id() + ") is damaged; "
                    + "a trainer that starts again rebuilds it from the topic");
        }
        return slot.slice(PAYLOAD_AT, payloadBytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Forgets a slot and all after it.
    void truncate(int count) throws IOException {
        while (slots.size() > count) {
            slot(slots.removeLast().index()).putInt(0, 0);
        }
    }

    private ByteBuffer slot(int index) throws IOException {
        int segment = index / slotsPerSegment;
        while (segments.size() <= segment) {
            long bytes = (long) slotsPerSegment * slotBytes;
            segments.add(channel.map(FileChannel.MapMode.READ_WRITE, segments.size() * bytes, bytes, arena));
        }
        if (segment != touched) {
            // The whole segment: the system maps pages around those that are read, also of neighbouring slots.
            segments.get(touched).unload();
            touched = segment;
        }
        return segments.get(segment).asSlice((long) (index % slotsPerSegment) * slotBytes, slotBytes).asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
