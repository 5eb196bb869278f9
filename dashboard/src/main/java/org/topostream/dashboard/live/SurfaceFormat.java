package org.topostream.dashboard.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Writes surfaces as browsers take them: `topostream-surface` of `docs/live-page.md`.
final class SurfaceFormat {
    private static final byte[] MAGIC = "TSF1".getBytes(StandardCharsets.US_ASCII);
    private static final int AXES = 3;
    private static final int CORNERS = 3;

    private SurfaceFormat() {}

    /// @param voxels N
    /// @throws UnreadableRecordException where its parts do not fit each other or the voxels
    static byte[] encode(String key, Surface surface, int voxels) {
        String what = "surface " + key;
        List<Integer> shape = surface.getVertices().getShape();
        if (shape.size() != 2 || shape.getLast() != AXES) {
            throw new UnreadableRecordException(what + " has vertices of shape " + shape + ", expected [V, 3]");
        }
        int vertices = shape.getFirst();
        float[] places = Tensors.floats(surface.getVertices());
        int[] faces = numbers(what + ": faces", surface.getFaces(), 0, vertices);
        int[] shown = numbers(what + ": voxels", surface.getVoxels(), -1, voxels);
        Optional<float[]> shading = Optional.ofNullable(surface.getShading()).map(Tensors::floats);
        if (faces.length % CORNERS != 0 || shown.length != vertices
                || shading.isPresent() && shading.get().length != vertices) {
            throw new UnreadableRecordException(what + " of " + vertices + " vertices has " + faces.length
                    + " corners of faces, " + shown.length + " voxels and " + shading.map(values -> values.length)
                            .orElse(vertices)
                    + " shades; expected three corners a face, and one voxel and shade a vertex");
        }
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + Integer.BYTES
                * (AXES + places.length + faces.length + shown.length + shading.map(values -> values.length).orElse(0)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(vertices).putInt(faces.length / CORNERS).putInt(shading.isPresent() ? 1 : 0);
        put(bytes, places);
        put(bytes, faces);
        put(bytes, shown);
        shading.ifPresent(values -> put(bytes, values));
        return bytes.array();
    }

    /// @param lowest the lowest number there may be
    /// @param end    the first that is too high
    private static int[] numbers(String what, ByteBuffer data, int lowest, int end) {
        ByteBuffer bytes = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() % Integer.BYTES != 0) {
            throw new UnreadableRecordException(what + " have " + bytes.remaining() + " bytes, expected 4 for each");
        }
        int[] numbers = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(numbers);
        for (int number : numbers) {
            if (number < lowest || number >= end) {
                throw new UnreadableRecordException(what + " have number " + number + ", expected " + lowest + " to "
                        + (end - 1));
            }
        }
        return numbers;
    }

    private static void put(ByteBuffer bytes, float[] values) {
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
    }

    private static void put(ByteBuffer bytes, int[] values) {
        bytes.asIntBuffer().put(values);
        bytes.position(bytes.position() + Integer.BYTES * values.length);
    }
}
