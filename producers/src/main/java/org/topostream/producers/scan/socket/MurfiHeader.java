package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

import org.topostream.producers.scan.BadScanException;

/// The header before each image that a scanner sends to MURFI: a C structure of 616 bytes, its fields aligned as on
/// x86-64 (`RtExternalSenderImageInfo.h` of MURFI 2).
///
/// @param series  the DICOM UID of the series, `-moco` behind where this one is corrected for motion
/// @param number  `currentTR`, as it stands there
/// @param volumes `totalTR`, where it is told
/// @param size    `[3]` voxels along read, phase and slice
/// @param mosaic  slices side by side in one row of the grid; 0 where they come one after the other
/// @param type    of an intensity
/// @param order   of its bytes
/// @param affine  `[4, 4]` to millimetres right, anterior and superior
/// @param seconds from one volume to the next, where it is told: acquisition and delay
record MurfiHeader(String series, int number, OptionalInt volumes, int[] size, int mosaic, VoxelType type,
        ByteOrder order, double[] affine, OptionalDouble seconds) {
    static final int BYTES = 616;
    static final Set<String> MAGIC = Set.of("ERTI", "SIMU");
    private static final int LATEST_VERSION = 4;
    private static final int MOST_VOXELS = 1 << 14;
    private static final Map<String, VoxelType> TYPES = Map.of("char", VoxelType.INT8, "uchar", VoxelType.UINT8,
            "int16_t", VoxelType.INT16, "uint16_t", VoxelType.UINT16, "int32_t", VoxelType.INT32, "uint32_t",
            VoxelType.UINT32, "float32_t", VoxelType.FLOAT32, "float64_t", VoxelType.FLOAT64);

    /// Where the fields are.
    private static final class At {
        private static final int VERSION = 8;
        private static final int SERIES = 12;
        private static final int IMAGE_TYPE = 140;
        private static final int DATA_TYPE = 412;
        private static final int LITTLE_ENDIAN = 428;
        private static final int MOSAIC = 429;
        private static final int SIZE = 464;
        private static final int MATRIX = 476;
        private static final int REPETITION = 540;
        private static final int DELAY = 544;
        private static final int CURRENT = 548;
        private static final int TOTAL = 552;
        private static final int CORRECTED = 556;
    }

    /// @param bytes        [#BYTES] of them
    /// @param messageBytes how large an image may be
    static MurfiHeader parse(byte[] bytes, int messageBytes) throws BadScanException {
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = fields.getInt(At.VERSION);
        if (version < 1 || version > LATEST_VERSION) {
            throw new BadScanException("expected MURFI's header of version 1 to " + LATEST_VERSION + ", got "
                    + version);
        }
        if (text(bytes, At.IMAGE_TYPE, 16).startsWith("2D")) {
            throw new BadScanException("expected whole volumes, got images of type '" + text(bytes, At.IMAGE_TYPE, 16)
                    + "', a slice at a time");
        }
        VoxelType type = type(text(bytes, At.DATA_TYPE, 16));
        int[] size = {fields.getInt(At.SIZE), fields.getInt(At.SIZE + 4), fields.getInt(At.SIZE + 8)};
        int mosaic = bytes[At.MOSAIC] == 0 ? 0 : (int) Math.ceil(Math.sqrt(size[2]));
        check(size, mosaic, type, messageBytes);
        double seconds = (fields.getInt(At.REPETITION) + (double) Math.max(0, fields.getInt(At.DELAY))) / 1000;
        int total = fields.getInt(At.TOTAL);
        return new MurfiHeader(series(bytes), fields.getInt(At.CURRENT),
                total > 0 ? OptionalInt.of(total) : OptionalInt.empty(), size, mosaic, type,
                bytes[At.LITTLE_ENDIAN] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, affine(fields),
                seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty());
    }

    private static String series(byte[] bytes) throws BadScanException {
        String uid = SeriesNames.plain(text(bytes, At.SERIES, 64));
        if (uid.isEmpty()) {
            throw new BadScanException("expected the UID of a series in MURFI's header, got none");
        }
        return bytes[At.CORRECTED] == 0 ? uid : uid + "-moco";
    }

    private static VoxelType type(String name) throws BadScanException {
        VoxelType type = TYPES.get(name.startsWith("c_") ? name.substring(2) : name);
        if (type == null) {
            throw new BadScanException("expected dataType to be one of " + TYPES.keySet().stream().sorted().toList()
                    + ", got '" + name + "'");
        }
        return type;
    }

    private static void check(int[] size, int mosaic, VoxelType type, int messageBytes) throws BadScanException {
        String image = size[0] + " x " + size[1] + " x " + size[2] + " " + type;
        for (int extent : size) {
            if (extent < 1 || extent > MOST_VOXELS) {
                throw new BadScanException("expected 1 to " + MOST_VOXELS + " voxels along each axis, got " + image);
            }
        }
        double tiles = mosaic == 0 ? size[2] : (double) mosaic * mosaic;
        if (size[0] * (double) size[1] * tiles * type.width() > messageBytes) {
            throw new BadScanException("expected an image of at most " + messageBytes + " bytes, got one of " + image);
        }
    }

    private static double[] affine(ByteBuffer fields) throws BadScanException {
        double[] affine = new double[16];
        for (int i = 0; i < 12; i++) {
            affine[i] = fields.getFloat(At.MATRIX + Float.BYTES * i);
            if (!Double.isFinite(affine[i])) {
                throw new BadScanException("expected finite numbers in voxelToWorldMatrix, got " + affine[i]);
            }
        }
        affine[15] = 1;
        return affine;
    }

    /// Without the zeros that fill it up.
    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).strip();
    }

    /// Bytes of the image that follows.
    int imageBytes() {
        return size[0] * size[1] * (mosaic == 0 ? size[2] : mosaic * mosaic) * type.width();
    }

    /// @return `[Z, Y, X]`
    float[] values(byte[] image) {
        ByteBuffer bytes = ByteBuffer.wrap(image).order(order);
        int width = size[0];
        int height = size[1];
        if (mosaic == 0) {
            return type.values(bytes, width * height * size[2]);
        }
        float[] values = new float[width * height * size[2]];
        for (int z = 0; z < size[2]; z++) {
            for (int y = 0; y < height; y++) {
                int row = (z / mosaic * height + y) * mosaic * width + z % mosaic * width;
                for (int x = 0; x < width; x++) {
                    values[(z * height + y) * width + x] = type.value(bytes, row + x);
                }
            }
        }
        return values;
    }
}
