package org.topostream.factortopy.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.factortopy.FloatTensor;

/// Named tensors and a small description in one self-contained binary.
///
/// Little-endian throughout: the magic `TOPO`, the format's version (int32), the header's length in bytes (int32), the
/// header (JSON in UTF-8: `kind`, what the caller gave as `header`, and `tensors` with the name and shape of each, and
/// `"type": "float16"` where it is not float32), the tensors' values in that order, and a CRC32C of everything before
/// it (int32).
///
/// The version is 2 where a tensor is float16, else 1, which readers from before float16 know.
///
/// @param kind    what the archive holds; a reader asks for one kind
/// @param header  the caller's own description
/// @param tensors by name, in the order in which they are written
/// @param halves  names of the tensors that are written as float16, for which [#fitsHalf] says whether they fit
public record TensorArchive(String kind, ObjectNode header, Map<String, FloatTensor> tensors, Set<String> halves) {
    private static final int MAGIC = ByteBuffer.wrap("TOPO".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN).getInt();
    private static final int VERSION = 1;
    private static final int VERSION_WITH_HALVES = 2;
    private static final float LEAST_HALF = 0x1p-14f;
    private static final float MOST_HALF = 65504;
    private static final int PREFIX = 3 * Integer.BYTES;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// An archive of float32 alone.
    public TensorArchive(String kind, ObjectNode header, Map<String, FloatTensor> tensors) {
        this(kind, header, tensors, Set.of());
    }

    /// Whether float16 keeps every value to 1/2048 of the tensor's largest: that one must be in its normal range, or 0.
    public static boolean fitsHalf(FloatTensor tensor) {
        float largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value)); // not a number where one is none
        }
        return largest == 0 || largest >= LEAST_HALF && largest <= MOST_HALF;
    }

    /// The archive as bytes.
    public byte[] toBytes() {
        ObjectNode description = JSON.createObjectNode().put("kind", kind).set("header", header);
        ArrayNode list = description.putArray("tensors");
        long valueBytes = 0;
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            NumberType type = type(tensor.getKey());
            ObjectNode entry = list.addObject().put("name", tensor.getKey());
            ArrayNode shape = entry.putArray("shape");
            for (int length : tensor.getValue().shape()) {
                shape.add(length);
            }
            if (type != NumberType.FLOAT32) {
                entry.put("type", type.label());
            }
            valueBytes += (long) type.bytes() * tensor.getValue().values().length;
        }
        byte[] json = description.toString().getBytes(StandardCharsets.UTF_8);
        int size = Math.toIntExact(PREFIX + json.length + valueBytes + Integer.BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(halves.isEmpty() ? VERSION : VERSION_WITH_HALVES).putInt(json.length).put(json);
        tensors.forEach((name, tensor) -> type(name).write(tensor.values(), bytes));
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return bytes.array();
    }

    /// Reads what [#toBytes] wrote.
    /// @throws IllegalArgumentException where the bytes are something else, of another kind, or damaged
    public static TensorArchive fromBytes(String kind, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < PREFIX + Integer.BYTES || buffer.getInt() != MAGIC) {
            throw damaged(kind, "it does not begin with TOPO (" + bytes.length + " bytes)");
        }
        int version = buffer.getInt();
        if (version != VERSION && version != VERSION_WITH_HALVES) {
            throw damaged(kind, "its format is version " + version + ", this reads versions " + VERSION + " and "
                    + VERSION_WITH_HALVES);
        }
        int end = bytes.length - Integer.BYTES;
        if (checksum(bytes, end) != buffer.getInt(end)) {
            throw damaged(kind, "its checksum does not fit its " + bytes.length + " bytes");
        }
        JsonNode description = description(kind, buffer);
        if (!description.path("kind").asText().equals(kind)) {
            throw damaged(kind, "it is of the kind " + description.path("kind"));
        }
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        Set<String> halves = new LinkedHashSet<>();
        for (JsonNode entry : description.path("tensors")) {
            String name = entry.path("name").asText();
            NumberType type = type(kind, entry);
            tensors.put(name, tensor(kind, entry, type, buffer, end));
            if (type == NumberType.FLOAT16) {
                halves.add(name);
            }
        }
        if (buffer.position() != end) {
            throw damaged(kind, (end - buffer.position()) + " bytes are left after its tensors");
        }
        return new TensorArchive(kind, description.withObject("/header"), tensors, halves);
    }

    /// The tensors whose names begin with a prefix, without it.
    public Map<String, FloatTensor> tensorsUnder(String prefix) {
        Map<String, FloatTensor> under = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                under.put(name.substring(prefix.length()), tensor);
            }
        });
        return under;
    }

    /// One tensor.
    /// @throws IllegalArgumentException where there is none of that name
    public FloatTensor tensor(String name) {
        FloatTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw damaged(kind, "it has no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    private NumberType type(String name) {
        return halves.contains(name) ? NumberType.FLOAT16 : NumberType.FLOAT32;
    }

    private static NumberType type(String kind, JsonNode entry) {
        String label = entry.path("type").asText(NumberType.FLOAT32.label());
        return NumberType.of(label).orElseThrow(() -> damaged(kind,
                "its tensor " + entry.path("name") + " is of the type " + label + ", this reads float32 and float16"));
    }

    private static JsonNode description(String kind, ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining() - Integer.BYTES) {
            throw damaged(kind, "its header claims " + length + " bytes");
        }
        byte[] json = new byte[length];
        buffer.get(json);
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a " + kind + ": its header is not JSON: " + e.getMessage(), e);
        }
    }

    private static FloatTensor tensor(String kind, JsonNode entry, NumberType type, ByteBuffer buffer, int end) {
        int[] shape = new int[entry.path("shape").size()];
        long size = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = entry.path("shape").path(axis).asInt(-1);
            size = shape[axis] < 0 ? Long.MAX_VALUE : Math.multiplyExact(size, shape[axis]);
            if (size > (end - buffer.position()) / type.bytes()) {
                throw damaged(kind, "its tensor " + entry.path("name") + " runs past the end");
            }
        }
        return new FloatTensor(shape, type.read((int) size, buffer));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static IllegalArgumentException damaged(String kind, String why) {
        return new IllegalArgumentException("not a " + kind + ": " + why);
    }
}
