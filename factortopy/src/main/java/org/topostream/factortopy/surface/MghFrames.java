package org.topostream.factortopy.surface;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.topostream.factortopy.internal.FileStretch;

/// The frames of an `.mgh` file, read one at a time: it may be larger than memory. A gzipped one (`.mgz`) has no place
/// where a frame begins.
public final class MghFrames implements Closeable {
    private static final int FRAMES_AT = 16;
    private static final int TYPE_AT = 20;

    private final Path file;
    private final FileChannel channel;
    private final int type;
    private final int vertices;
    private final int frames;

    private MghFrames(Path file, FileChannel channel, int type, int vertices, int frames) {
        this.file = file;
        this.channel = channel;
        this.type = type;
        this.vertices = vertices;
        this.frames = frames;
    }

    /// @throws IOException where the file is absent, or not such a file; the message names it and says what it is
    public static MghFrames open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer header = FileStretch.read(file, channel, 0, MghFile.HEADER);
            int version = header.getInt(0);
            long values = 1;
            for (int axis = 1; axis <= 3; axis++) {
                int extent = header.getInt(axis * Integer.BYTES);
                values = extent < 1 || values > Integer.MAX_VALUE ? 0 : values * extent;
            }
            int frames = header.getInt(FRAMES_AT);
            int type = header.getInt(TYPE_AT);
            int width = width(type);
            long size = MghFile.HEADER + values * frames * width;
            if (version != 1 || width == 0 || values < 1 || values > Integer.MAX_VALUE / width || frames < 1
                    || channel.size() < size) {
                throw new IOException(file + ": expected a whole .mgh file (version 1, values of type 0, 1, 3 or 4; an "
                        + ".mgz file must be unpacked), got version " + version + ", " + frames + " frames of " + values
                        + " values of type " + type + " in " + channel.size() + " bytes");
            }
            return new MghFrames(file, channel, type, (int) values, frames);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Bytes of a value; 0 of a type that there is not.
    private static int width(int type) {
        return switch (type) {
            case MghFile.UINT8 -> 1;
            case MghFile.INT16 -> Short.BYTES;
            case MghFile.INT32, MghFile.FLOAT32 -> Integer.BYTES;
            default -> 0;
        };
    }

    /// Whether it has whole numbers.
    public boolean isWhole() {
        return type != MghFile.FLOAT32;
    }

    /// V: how many voxels a frame has, whatever their arrangement.
    public int vertices() {
        return vertices;
    }

    /// How many frames there are.
    public int frames() {
        return frames;
    }

    /// @param frame from 0
    /// @return `[V]`
    /// @throws IndexOutOfBoundsException where there is no such frame
    /// @throws IOException               where it can no longer be read
    public float[] frame(int frame) throws IOException {
        if (frame < 0 || frame >= frames) {
            throw new IndexOutOfBoundsException(file + ": expected a frame from 0 to " + (frames - 1) + ", got "
                    + frame);
        }
        int bytes = vertices * width(type);
        ByteBuffer stored = FileStretch.read(file, channel, MghFile.HEADER + (long) frame * bytes, bytes);
        float[] values = new float[vertices];
        for (int vertex = 0; vertex < vertices; vertex++) {
            values[vertex] = switch (type) {
                case MghFile.UINT8 -> stored.get() & 0xFF;
                case MghFile.INT16 -> stored.getShort();
                case MghFile.INT32 -> (float) stored.getInt();
                default -> stored.getFloat();
            };
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
