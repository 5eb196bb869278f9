package org.topostream.dashboard.live;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

import org.topostream.schemas.Ids;
import org.topostream.schemas.avro.Stimulus;

/// The images that were shown last, as many as fit.
public final class StimulusMemory {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    /// @param mediaType as the bytes say, not as somebody claims
    public record Image(String mediaType, byte[] bytes) {}

    private final long mostBytes;
    private final SequencedMap<String, Image> images = new LinkedHashMap<>();
    private long bytes;

    StimulusMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// A stimulus whose image lies elsewhere has none here.
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where the key is not its id
    synchronized void take(String key, Stimulus stimulus) {
        Ids.checkKey(key, stimulus.getStimulusId());
        if (stimulus.getImage() == null) {
            return;
        }
        ByteBuffer encoded = stimulus.getImage().duplicate();
        byte[] image = new byte[encoded.remaining()];
        encoded.get(image);
        forget(key);
        images.putLast(key, new Image(mediaType(image), image));
        bytes += image.length;
        while (bytes > mostBytes) {
            forget(images.firstEntry().getKey());
        }
    }

    private void forget(String id) {
        Optional.ofNullable(images.remove(id)).ifPresent(image -> bytes -= image.bytes().length);
    }

    private static String mediaType(byte[] image) {
        return begins(image, PNG) ? "image/png" : begins(image, JPEG) ? "image/jpeg" : "application/octet-stream";
    }

    private static boolean begins(byte[] image, byte[] with) {
        return image.length >= with.length && ByteBuffer.wrap(image, 0, with.length).equals(ByteBuffer.wrap(with));
    }

    public synchronized Optional<Image> get(String stimulusId) {
        return Optional.ofNullable(images.get(stimulusId));
    }
}
