package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.BackboneSpec;

/// Reads and damages a trainer's files without the trainer's code.
///
/// @param folder where they lie
record ExampleFiles(Path folder) {
    private static final int HEADER_BYTES = 512;
    private static final int CRC_AT = 4;
    private static final int SUMMED_FROM = 8;
    private static final int ID_LENGTH_AT = 20;
    private static final int ID_AT = 24;
    static final String FEATURES = "features.slots";
    static final String RESPONSES = "responses.slots";

    Path file(String name) {
        return folder.resolve(name);
    }

    /// How many bytes one stimulus' features have.
    static int featureBytes(BackboneSpec backbone) {
        return Arrays.stream(backbone.widths()).sum() * (Features.GRID * Features.GRID + 1) * Short.BYTES;
    }

    /// How often each slot's name is there, in both files.
    /// @throws IOException where a slot is damaged
    Map<String, Integer> count(BackboneSpec backbone) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        names(FEATURES, featureBytes(backbone)).forEach(name -> counts.merge("features of " + name, 1, Integer::sum));
        names(RESPONSES, FaultExperiment.VOXELS * Float.BYTES)
                .forEach(name -> counts.merge("response to " + name, 1, Integer::sum));
        return counts;
    }

    private List<String> names(String file, int payloadBytes) throws IOException {
        List<String> names = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file(file), StandardOpenOption.READ)) {
            int slotBytes = HEADER_BYTES + payloadBytes;
            for (long at = 0; at < channel.size(); at += slotBytes) {
                ByteBuffer slot = ByteBuffer.allocate(slotBytes).order(ByteOrder.LITTLE_ENDIAN);
                channel.read(slot, at);
                CRC32C crc = new CRC32C();
                crc.update(slot.array(), SUMMED_FROM, slotBytes - SUMMED_FROM);
                if ((int) crc.getValue() != slot.getInt(CRC_AT)) {
                    throw new IOException(file + ": slot " + at / slotBytes + " of " + channel.size() / slotBytes
                            + " is damaged");
                }
                names.add(new String(slot.array(), ID_AT, slot.getInt(ID_LENGTH_AT), StandardCharsets.UTF_8)
                        .replace("\u0000", "|"));
            }
        }
        return names;
    }

    /// Cuts off bytes at the end.
    void cut(String file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(file), StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytes));
        }
    }

    /// Turns every so many bytes of the end of a file into others.
    void damage(String file, long bytes, int every) throws IOException {
        try (FileChannel channel = FileChannel.open(file(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = Math.max(0, channel.size() - bytes); at < channel.size(); at += every) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, at);
                one.put(0, (byte) ~one.get(0)).flip();
                channel.write(one, at);
            }
        }
    }
}
