package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// What a scanner's client says before its first sample: how many channels, here voxels, a sample has, how fast samples
/// come, what type they are of, and in a chunk of its own the NIfTI-1 header of a volume (FieldTrip's *Low-level
/// FieldTrip buffer TCP network protocol*).
///
/// @param channels voxels of a volume
/// @param rate     volumes a second
/// @param code     the protocol's number of the type
/// @param chunks   all of them, in their order
/// @param geometry of the NIfTI-1 chunk
record FieldTripHeader(int channels, float rate, int code, List<Chunk> chunks, NiftiGeometry geometry) {
    private static final int FIXED = 24;
    private static final int CHUNK_START = 8;
    private static final int NIFTI_CHUNK = 5;
    /// In the order of their numbers; the first is characters.
    private static final List<VoxelType> TYPES = List.of(VoxelType.UINT8, VoxelType.UINT8, VoxelType.UINT16,
            VoxelType.UINT32, VoxelType.UINT64, VoxelType.INT8, VoxelType.INT16, VoxelType.INT32, VoxelType.INT64,
            VoxelType.FLOAT32, VoxelType.FLOAT64);

    FieldTripHeader {
        chunks = List.copyOf(chunks);
    }

    /// A part of a header, its contents as the client wrote them.
    record Chunk(int type, byte[] contents) {}

    /// What a number of a type means.
    static Optional<VoxelType> type(int code) {
        return code >= 0 && code < TYPES.size() ? Optional.of(TYPES.get(code)) : Optional.empty();
    }

    /// @param bytes in the client's order
    static FieldTripHeader parse(ByteBuffer bytes) throws BadScanException {
        if (bytes.remaining() < FIXED) {
            throw new BadScanException("expected a header of at least " + FIXED + " bytes, got " + bytes.remaining());
        }
        int channels = bytes.getInt();
        bytes.position(bytes.position() + 2 * Integer.BYTES); // samples and events, none yet
        float rate = bytes.getFloat();
        int code = bytes.getInt();
        int promised = bytes.getInt();
        if (promised != bytes.remaining()) {
            throw new BadScanException("expected " + bytes.remaining() + " bytes of chunks, as the message has, got a "
                    + "header that says " + promised);
        }
        if (type(code).isEmpty()) {
            throw new BadScanException("expected samples of type 0 to " + (TYPES.size() - 1) + ", got " + code);
        }
        List<Chunk> chunks = chunks(bytes);
        Optional<Chunk> nifti = chunks.stream().filter(chunk -> chunk.type() == NIFTI_CHUNK).findFirst();
        if (nifti.isEmpty()) {
            throw new BadScanException("expected a chunk of type " + NIFTI_CHUNK + ", a NIfTI-1 header, which says "
                    + "where voxels are, got chunks of types " + chunks.stream().map(Chunk::type).toList());
        }
        NiftiGeometry geometry = NiftiGeometry.parse(nifti.get().contents());
        if (geometry.voxels() != channels) {
            throw new BadScanException("expected as many channels as the NIfTI-1 header has voxels, "
                    + geometry.voxels() + ", got " + Integer.toUnsignedString(channels));
        }
        return new FieldTripHeader(channels, rate, code, chunks, geometry);
    }

    private static List<Chunk> chunks(ByteBuffer bytes) throws BadScanException {
        List<Chunk> chunks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int left = bytes.remaining();
            int type = left < CHUNK_START ? 0 : bytes.getInt();
            int size = left < CHUNK_START ? left : bytes.getInt();
            if (left < CHUNK_START || size < 0 || size > bytes.remaining()) {
                throw new BadScanException("expected a chunk with its type and size within " + left
                        + " bytes, got one of " + Integer.toUnsignedString(size));
            }
            byte[] contents = new byte[size];
            bytes.get(contents);
            chunks.add(new Chunk(type, contents));
        }
        return chunks;
    }

    VoxelType voxelType() {
        return TYPES.get(code);
    }

    /// Bytes of one sample.
    long sampleBytes() {
        return (long) channels * voxelType().width();
    }

    /// The same header for another client.
    ByteBuffer bytes(ByteOrder order, int samples, int events) {
        int length = chunks.stream().mapToInt(chunk -> CHUNK_START + chunk.contents().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + length).order(order).putInt(channels).putInt(samples)
                .putInt(events).putFloat(rate).putInt(code).putInt(length);
        for (Chunk chunk : chunks) {
            bytes.putInt(chunk.type()).putInt(chunk.contents().length).put(chunk.contents());
        }
        return bytes.flip();
    }

    /// @param sample voxels, x fastest
    /// @param order  of its bytes
    ScannedVolume volume(String series, int number, byte[] sample, ByteOrder order) {
        float[] values = voxelType().values(ByteBuffer.wrap(sample).order(order), channels);
        if (geometry.slope() != 1 || geometry.intercept() != 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] * geometry.slope() + geometry.intercept());
            }
        }
        boolean timed = rate > 0 && Float.isFinite(rate);
        return new ScannedVolume(series, number, geometry.size().clone(), values, geometry.affine().clone(),
                timed ? OptionalDouble.of(1.0 / rate) : OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalInt.empty());
    }
}
