package org.topostream.trainer;

import java.io.IOException;
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

/// A file of equal slots, each with the Kafka offset it came from and a checksum.
///
/// Slots are read and written, not mapped: where a disk is full, or somebody cuts off a file that is mapped, Java can only
/// be told by a signal. What is read again and again stays in the system's cache.
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

    private final Path path;
    private final FileChannel channel;
    private final int payloadBytes;
    private final int slotBytes;
    private final List<Slot> slots = new ArrayList<>();

    /// Where a slot's content came from.
    record Slot(int index, String id, int partition, long offset) {}

    private SlotFile(Path path, FileChannel channel, int payloadBytes) {
        this.path = path;
        this.channel = channel;
        this.payloadBytes = payloadBytes;
        this.slotBytes = PAYLOAD_AT + payloadBytes;
    }

    /// Opens a file or makes it, and checks every slot.
    static SlotFile open(Path path, int payloadBytes) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        SlotFile file = new SlotFile(path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE), payloadBytes);
        try {
            file.readSlots();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private void readSlots() throws IOException {
        ByteBuffer slot = read(0);
        while (isValid(slot)) {
            byte[] id = new byte[slot.getInt(ID_LENGTH_AT)];
            slot.get(ID_AT, id);
            slots.add(new Slot(slots.size(), new String(id, StandardCharsets.UTF_8), slot.getInt(PARTITION_AT),
                    slot.getLong(OFFSET_AT)));
            slot = read(slots.size());
        }
        // A good slot behind a bad one must not come back once the bad one is replaced.
        channel.truncate(position(slots.size()));
    }

    private boolean isValid(ByteBuffer slot) {
        return slot.limit() == slotBytes && slot.getInt(0) == MAGIC && slot.getInt(ID_LENGTH_AT) >= 0
                && slot.getInt(ID_LENGTH_AT) <= ID_BYTES && slot.getInt(CRC_AT) == checksum(slot);
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
    /// @throws IOException              where the disk does not take it; the file holds what it held before
    Slot append(String id, int partition, long offset, ByteBuffer payload) throws IOException {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        if (payload.remaining() != payloadBytes || name.length > ID_BYTES) {
            throw new IllegalArgumentException(path + ": a slot takes " + payloadBytes + " bytes and an id of at most "
                    + ID_BYTES + ", got " + payload.remaining() + " and " + name.length);
        }
        ByteBuffer slot = ByteBuffer.allocate(slotBytes).order(ByteOrder.LITTLE_ENDIAN);
        slot.putInt(PARTITION_AT, partition).putLong(OFFSET_AT, offset).putInt(ID_LENGTH_AT, name.length);
        slot.put(ID_AT, name).put(PAYLOAD_AT, payload, payload.position(), payloadBytes);
        slot.putInt(CRC_AT, checksum(slot)).putInt(0, MAGIC);
        Slot added = new Slot(slots.size(), id, partition, offset);
        long at = position(added.index());
        while (slot.hasRemaining()) {
            channel.write(slot, at + slot.position());
        }
        slots.add(added);
        return added;
    }

    /// A slot's payload, read-only, little endian.
    /// @throws IOException where its checksum is wrong
    ByteBuffer payload(int index) throws IOException {
        ByteBuffer slot = read(index);
        if (!isValid(slot)) {
            throw new IOException(path + ": slot " + index + " (" + slots.get(index).id() + ") is damaged; "
                    + "a trainer that starts again rebuilds it from the topic");
        }
        return slot.slice(PAYLOAD_AT, payloadBytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Forgets all slots from this one on.
    void truncate(int count) throws IOException {
        if (count < slots.size()) {
            slots.subList(count, slots.size()).clear();
            channel.truncate(position(count));
        }
    }

    private long position(int index) {
        return (long) index * slotBytes;
    }

    /// A slot's bytes, fewer where the file ends before.
    private ByteBuffer read(int index) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(slotBytes).order(ByteOrder.LITTLE_ENDIAN);
        long at = position(index);
        while (slot.hasRemaining() && channel.read(slot, at + slot.position()) >= 0) {
            // Reads on.
        }
        return slot.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
