package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// The JSON before each volume that Pyneal's scanner side sends: `volIdx`, `dtype` as NumPy writes it, `shape`,
/// `affine`, and mostly `TR` in milliseconds (`scanReceiver.py` of Pyneal). Affines and times come as JSON or as text
/// with the JSON in it.
///
/// @param number  of the volume, from 0
/// @param size    `[3]` voxels along x, y and z
/// @param type    of an intensity
/// @param order   of its bytes
/// @param affine  `[4, 4]` to millimetres right, anterior and superior
/// @param seconds from one volume to the next, where it is told
record PynealHeader(int number, int[] size, VoxelType type, ByteOrder order, double[] affine,
        OptionalDouble seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHORT_TYPE = Pattern.compile("([<>=|]?)([iuf])([1248])");
    private static final Pattern LONG_TYPE = Pattern.compile("(int|uint|float)(8|16|32|64)");
    private static final Map<String, VoxelType> TYPES = Map.of("i1", VoxelType.INT8, "u1", VoxelType.UINT8, "i2",
            VoxelType.INT16, "u2", VoxelType.UINT16, "i4", VoxelType.INT32, "u4", VoxelType.UINT32, "i8",
            VoxelType.INT64, "u8", VoxelType.UINT64, "f4", VoxelType.FLOAT32, "f8", VoxelType.FLOAT64);
    private static final int AXES = 3;
    private static final int COLUMNS = 4;
    private static final int MOST_VOXELS = 1 << 14;

    /// @param messageBytes how large a volume may be
    static PynealHeader parse(byte[] bytes, int messageBytes) throws BadScanException {
        JsonNode header = tree(bytes);
        JsonNode number = header.path("volIdx");
        if (!number.isInt() || number.intValue() < 0) {
            throw bad("volIdx", "a number from 0", number);
        }
        JsonNode name = header.path("dtype");
        String code = code(name);
        int[] size = size(header.path("shape"));
        VoxelType type = TYPES.get(code.substring(1));
        if ((double) size[0] * size[1] * size[2] * type.width() > messageBytes) {
            throw bad("shape", "a volume of at most " + messageBytes + " bytes", header.path("shape"));
        }
        return new PynealHeader(number.intValue(), size, type,
                code.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, affine(header.path("affine")),
                seconds(header.path("TR")));
    }

    private static JsonNode tree(byte[] bytes) throws BadScanException {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new BadScanException("expected a JSON header, got none: " + firstLine(e), e);
        }
        if (tree == null || !tree.isObject()) {
            throw new BadScanException("expected a JSON header, got other JSON");
        }
        return tree;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static BadScanException bad(String field, String expected, JsonNode got) {
        String text = got.toString();
        return new BadScanException("expected " + field + " to be " + expected + ", got "
                + (text.isEmpty() ? "none" : text.substring(0, Math.min(200, text.length()))));
    }

    /// @return such as `<i2`
    private static String code(JsonNode name) throws BadScanException {
        Matcher brief = SHORT_TYPE.matcher(name.asText());
        Matcher full = LONG_TYPE.matcher(name.asText());
        String code = "";
        if (brief.matches()) {
            code = (brief.group(1).equals(">") ? ">" : "<") + brief.group(2) + brief.group(3);
        } else if (full.matches()) {
            code = "<" + full.group(1).charAt(0) + Integer.parseInt(full.group(2)) / Byte.SIZE;
        }
        if (code.isEmpty() || !TYPES.containsKey(code.substring(1))) {
            throw bad("dtype", "a type of integers or floats, such as int16", name);
        }
        return code;
    }

    private static int[] size(JsonNode shape) throws BadScanException {
        int[] size = new int[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            JsonNode extent = shape.path(axis);
            if (shape.size() != AXES || !extent.isInt() || extent.intValue() < 1 || extent.intValue() > MOST_VOXELS) {
                throw bad("shape", "three numbers from 1 to " + MOST_VOXELS, shape);
            }
            size[axis] = extent.intValue();
        }
        return size;
    }

    private static double[] affine(JsonNode node) throws BadScanException {
        JsonNode rows = unpacked(node);
        double[] affine = new double[COLUMNS * COLUMNS];
        for (int i = 0; i < affine.length; i++) {
            JsonNode row = rows.path(i / COLUMNS);
            JsonNode number = row.path(i % COLUMNS);
            if (rows.size() != COLUMNS || row.size() != COLUMNS || !number.isNumber()
                    || !Double.isFinite(number.doubleValue())) {
                throw bad("affine", "4 rows of 4 finite numbers", node);
            }
            affine[i] = number.doubleValue();
        }
        return affine;
    }

    private static OptionalDouble seconds(JsonNode node) throws BadScanException {
        if (node.isMissingNode() || node.isNull()) {
            return OptionalDouble.empty();
        }
        JsonNode millis = unpacked(node);
        if (!millis.isNumber() || !Double.isFinite(millis.doubleValue()) || millis.doubleValue() < 0) {
            throw bad("TR", "milliseconds", node);
        }
        return millis.doubleValue() == 0 ? OptionalDouble.empty() : OptionalDouble.of(millis.doubleValue() / 1000);
    }

    private static JsonNode unpacked(JsonNode node) throws BadScanException {
        if (!node.isTextual()) {
            return node;
        }
        try {
            return JSON.readTree(node.textValue());
        } catch (IOException e) {
            throw new BadScanException("expected JSON in a text of the header, got none: " + firstLine(e), e);
        }
    }

    /// Bytes of the volume that follows.
    int volumeBytes() {
        return size[0] * size[1] * size[2] * type.width();
    }

    /// @param bytes `[X, Y, Z]` intensities, z fastest, as NumPy keeps them
    ScannedVolume volume(String series, byte[] bytes) {
        ByteBuffer intensities = ByteBuffer.wrap(bytes).order(order);
        float[] values = new float[size[0] * size[1] * size[2]];
        int from = 0;
        for (int x = 0; x < size[0]; x++) {
            for (int y = 0; y < size[1]; y++) {
                for (int z = 0; z < size[2]; z++) {
                    values[(z * size[1] + y) * size[0] + x] = type.value(intensities, from++);
                }
            }
        }
        return new ScannedVolume(series, number, size.clone(), values, affine.clone(), seconds, OptionalDouble.empty(),
                OptionalInt.empty());
    }
}
