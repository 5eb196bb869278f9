package org.topostream.factortopy.surface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.topostream.factortopy.FloatTensor;

/// FreeSurfer's `.mgh` files, and `.mgz`, the same gzipped: a header of 284 bytes, then the values, frame after frame,
/// all big-endian (FreeSurfer wiki, *MghFormat*). A map of a surface is a volume of V x 1 x 1 voxels with K frames.
public final class MghFile {
    /// Version 1.
    static final byte[] MAGIC = {0, 0, 0, 1};
    static final int HEADER = 284;
    static final int UINT8 = 0;
    static final int INT32 = 1;
    static final int FLOAT32 = 3;
    static final int INT16 = 4;
    /// Directions of the three axes where a volume says none of its own: to the left, down, to the front.
    private static final float[] DIRECTIONS = {-1, 0, 0, 0, 0, -1, 0, 1, 0};

    private MghFile() {}

    /// @return `[V, K]`: V is how many voxels a frame has, whatever their arrangement
    static FloatTensor read(FileBytes bytes) throws IOException {
        bytes.skipTo(MAGIC.length);
        long vertices = 1;
        for (String axis : new String[]{"width", "height", "depth"}) {
            vertices *= bytes.count(axis);
            bytes.need(vertices, "values");
        }
        int frames = bytes.count("frames");
        int type = bytes.int32("type");
        bytes.skipTo(HEADER);
        bytes.need(vertices * frames, vertices + " x " + frames + " values");
        float[] values = new float[(int) (vertices * frames)];
        for (int i = 0; i < values.length; i++) {
            values[(int) (i % vertices * frames + i / vertices)] = value(bytes, type);
        }
        return new FloatTensor(new int[]{(int) vertices, frames}, values);
    }

    private static float value(FileBytes bytes, int type) throws IOException {
        return switch (type) {
            case UINT8 -> bytes.uint8("values");
            case INT32 -> bytes.int32("values");
            case FLOAT32 -> bytes.float32("values");
            case INT16 -> bytes.int16("values");
            default -> throw bytes.bad("expected values of type 0 (uchar), 1 (int), 3 (float) or 4 (short), got "
                    + type);
        };
    }

    /// Writes a map as float32; a file whose name ends with `z` is gzipped.
    public static void write(Path file, VertexMap map) throws IOException {
        int vertices = map.vertices();
        int frames = map.columns().size();
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(HEADER, Math.multiplyExact(Float.BYTES,
                map.values().length)));
        bytes.put(MAGIC).putInt(vertices).putInt(1).putInt(1).putInt(frames).putInt(FLOAT32).putInt(0);
        bytes.putShort((short) 1).putFloat(1).putFloat(1).putFloat(1); // the directions hold; 1 mm apart
        for (float direction : DIRECTIONS) {
            bytes.putFloat(direction);
        }
        bytes.position(HEADER);
        for (int frame = 0; frame < frames; frame++) {
            for (float value : map.column(frame)) {
                bytes.putFloat(value);
            }
        }
        try (OutputStream stored = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith("z") ? new GZIPOutputStream(stored) : stored) {
            out.write(bytes.array());
        }
    }
}
