package org.topostream.factortopy.motion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// What `moved_volumes.py` made.
///
/// @param affine of all volumes
/// @param moves  of each volume six parameters, a scale of intensities, and noise
/// @param stored `[volume, Z, Y, X]`
record MovedVolumes(double[] affine, List<double[]> moves, short[] stored) {
    private static final int[] SIZE = {34, 36, 22};

    static MovedVolumes read() {
        try (InputStream lines = open("moves.csv"); InputStream volumes = new GZIPInputStream(open("volumes.i16.gz"))) {
            List<String> rows = new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            ByteBuffer bytes = ByteBuffer.wrap(volumes.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] stored = new short[bytes.remaining() / Short.BYTES];
            bytes.asShortBuffer().get(stored);
            return new MovedVolumes(numbers(rows.getFirst().replace("affine,", "")),
                    rows.stream().skip(1).map(MovedVolumes::numbers).toList(), stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(MovedVolumes.class.getResourceAsStream("/motion/" + name), name);
    }

    private static double[] numbers(String row) {
        return Arrays.stream(row.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    ScannedImage image(int volume) {
        int voxels = SIZE[0] * SIZE[1] * SIZE[2];
        float[] values = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            values[i] = stored[volume * voxels + i];
        }
        return new ScannedImage(SIZE.clone(), values, affine.clone());
    }

    /// `[6]`.
    double[] motion(int volume) {
        return Arrays.copyOf(moves.get(volume), RigidMotion.PARAMETERS);
    }
}
