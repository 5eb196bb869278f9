package org.topostream.producers.scan.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.topostream.producers.scan.ScannedVolume;

/// Writes volumes as NIfTI-1, little-endian, with an sform: one volume, or a series volume by volume as scanner
/// software does. A file whose name ends with `.gz` is gzipped.
public final class NiftiWriter implements Closeable {
    private static final int OFFSET = 352;
    /// Of `dim[4]`.
    private static final int VOLUMES_AT = 48;
    private static final byte MILLIMETRES_AND_SECONDS = 2 | 8;
    private static final short SCANNER = 1;

    private final Path file;
    private final NiftiType type;
    private final int planned;
    private final boolean single;
    private final OutputStream out;
    private int[] size = {};
    private int written;

    private NiftiWriter(Path file, NiftiType type, int planned, boolean single, OutputStream out) {
        this.file = file;
        this.type = type;
        this.planned = planned;
        this.single = single;
        this.out = out;
    }

    /// Begins a series; a file that is there is replaced.
    /// @param type    FLOAT32, or INT16, to which intensities are rounded
    /// @param planned how many volumes the header tells of at first; when a file that is not gzipped is closed, it
    ///     tells how many came
    public static NiftiWriter open(Path file, NiftiType type, int planned) throws IOException {
        return begin(file, type, planned, false);
    }

    private static NiftiWriter begin(Path file, NiftiType type, int planned, boolean single) throws IOException {
        if (type != NiftiType.FLOAT32 && type != NiftiType.INT16) {
            throw new IllegalArgumentException("expected FLOAT32 or INT16, got " + type);
        }
        if (planned < 1 || planned > Short.MAX_VALUE) {
            throw new IllegalArgumentException("expected 1 to " + Short.MAX_VALUE + " volumes, got " + planned);
        }
        return new NiftiWriter(file, type, planned, single, isGzip(file)
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file));
    }

    /// Writes a file of one volume: 3-D, or, where the volume has a TR, 4-D with one volume, since the header of a 3-D
    /// file has no place for it.
    /// @param type as in [#open]
    public static void write(Path file, NiftiType type, ScannedVolume volume) throws IOException {
        try (NiftiWriter writer = begin(file, type, 1, true)) {
            writer.append(volume);
        }
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(".gz");
    }

    /// Writes the next volume, whatever its number; it is in the file, unless that is gzipped, when this returns.
    /// @throws IllegalArgumentException where it has another size than the first, or intensities that INT16 has not
    public void append(ScannedVolume volume) throws IOException {
        if (written > 0 && !Arrays.equals(size, volume.size())) {
            throw new IllegalArgumentException("expected a volume of " + Arrays.toString(size) + ", got "
                    + Arrays.toString(volume.size()));
        }
        ByteBuffer intensities = intensities(volume.values());
        if (written == 0) {
            size = volume.size().clone();
            out.write(header(volume));
        }
        out.write(intensities.array());
        out.flush();
        written++;
    }

    private byte[] header(ScannedVolume first) {
        ByteBuffer header = ByteBuffer.allocate(OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, Nifti1Fields.LENGTH);
        header.putShort(40, (short) (single && first.seconds().isEmpty() ? 3 : 4));
        header.putFloat(76, 1);
        for (int axis = 0; axis < 3; axis++) {
            if (size[axis] > Short.MAX_VALUE) {
                throw new IllegalArgumentException("expected " + Short.MAX_VALUE + " voxels at most along an axis, "
                        + "got " + Arrays.toString(size));
            }
            header.putShort(42 + Short.BYTES * axis, (short) size[axis]);
            double[] affine = first.affine();
            header.putFloat(80 + Float.BYTES * axis,
                    (float) Math.hypot(affine[axis], Math.hypot(affine[4 + axis], affine[8 + axis])));
        }
        header.putShort(VOLUMES_AT, (short) planned);
        for (int axis = 5; axis < 8; axis++) {
            header.putShort(40 + Short.BYTES * axis, (short) 1);
        }
        header.putShort(70, (short) type.code());
        header.putShort(72, (short) (Byte.SIZE * type.bytes()));
        header.putFloat(92, (float) first.seconds().orElse(0));
        header.putFloat(108, OFFSET);
        header.putFloat(112, 1);
        header.put(123, MILLIMETRES_AND_SECONDS);
        header.putShort(254, SCANNER);
        for (int at = 0; at < 12; at++) {
            header.putFloat(280 + Float.BYTES * at, (float) first.affine()[at]);
        }
        header.put(344, new byte[]{'n', '+', '1'});
        return header.array();
    }

    private ByteBuffer intensities(float[] values) {
        ByteBuffer stored = ByteBuffer.allocate(Math.multiplyExact(type.bytes(), values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (type == NiftiType.FLOAT32) {
                stored.putFloat(value);
            } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
                stored.putShort((short) Math.round(value));
            } else {
                throw new IllegalArgumentException("expected intensities that INT16 has, got " + value);
            }
        }
        return stored;
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (written != planned && written > 0 && !isGzip(file)) {
            ByteBuffer volumes = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            volumes.putShort(0, (short) Math.min(written, Short.MAX_VALUE));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(volumes, VOLUMES_AT);
            }
        }
    }
}
