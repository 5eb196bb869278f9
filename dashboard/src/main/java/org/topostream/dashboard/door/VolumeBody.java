package org.topostream.dashboard.door;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Reads what the body of `POST /volumes` holds: a file, or intensities that the fields beside it describe.
final class VolumeBody {
    static final String SIZE = "size";
    static final String TYPE = "type";
    static final String AFFINE = "affine";
    static final String SECONDS = "seconds";

    private static final String NIFTI = "application/x-nifti";
    private static final int AXES = 3;
    private static final int LONGEST_AXIS = 4096;
    private static final int AFFINE_NUMBERS = 16;
    private static final double[] LAST_ROW = {0, 0, 0, 1};
    private static final double LONGEST_SECONDS = 3600;

    private final Optional<VolumeDecoder> decoder;

    VolumeBody(Optional<VolumeDecoder> decoder) {
        this.decoder = decoder;
    }

    List<String> mediaTypes() {
        return decoder.isPresent() ? List.of(Door.BINARY, NIFTI) : List.of(Door.BINARY);
    }

    /// @return with the time between volumes
    /// @throws Problem where body and fields do not fit each other
    DecodedVolume read(HeaderValue type, byte[] body, Given given) {
        OptionalDouble said = given.number(SECONDS, Double.MIN_VALUE, LONGEST_SECONDS);
        DecodedVolume volume = type.main().equals(NIFTI) ? file(body, given) : raw(body, given);
        requireAffine(volume.affine());
        Values.requireFinite("the body", volume.values());
        OptionalDouble seconds = said.isPresent() ? said : volume.seconds();
        if (seconds.isEmpty() || !(seconds.getAsDouble() > 0 && seconds.getAsDouble() <= LONGEST_SECONDS)) {
            throw Problem.broken(SECONDS, "seconds from one volume to the next", seconds.isEmpty()
                    ? "nothing"
                    : Double.toString(seconds.getAsDouble()));
        }
        return new DecodedVolume(volume.size(), volume.values(), volume.affine(), seconds);
    }

    private DecodedVolume file(byte[] body, Given given) {
        for (String name : List.of(SIZE, TYPE, AFFINE)) {
            if (given.has(name)) {
                throw Problem.broken(name, "nothing, since the file says it", "it");
            }
        }
        try {
            DecodedVolume volume = decoder.orElseThrow().decode(body);
            if (volume.size().length != AXES || volume.affine().length != AFFINE_NUMBERS
                    || Arrays.stream(volume.size()).anyMatch(extent -> extent < 1 || extent > LONGEST_AXIS)
                    || volume.values().length != voxels(volume.size())) {
                throw Problem.broken("the body", "one volume", volume.values().length + " values in "
                        + Arrays.toString(volume.size()));
            }
            return volume;
        } catch (IOException e) {
            throw Problem.broken("the body", "a file with one volume", String.valueOf(e.getMessage()));
        }
    }

    private static DecodedVolume raw(byte[] body, Given given) {
        double[] extents = given.numbers(SIZE, AXES)
                .orElseThrow(() -> Problem.broken(SIZE, "voxels along x, y and z", "nothing"));
        int[] size = new int[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            if (extents[axis] != Math.rint(extents[axis]) || extents[axis] < 1 || extents[axis] > LONGEST_AXIS) {
                throw Problem.broken(SIZE + "[" + axis + "]", "a whole number from 1 to " + LONGEST_AXIS,
                        Double.toString(extents[axis]));
            }
            size[axis] = (int) extents[axis];
        }
        double[] affine = given.numbers(AFFINE, AFFINE_NUMBERS)
                .orElseThrow(() -> Problem.broken(AFFINE, AFFINE_NUMBERS + " numbers", "nothing"));
        return new DecodedVolume(size, intensities(body, given.text(TYPE), voxels(size)), affine,
                OptionalDouble.empty());
    }

    private static float[] intensities(byte[] body, String type, long voxels) {
        return switch (type) {
            case "int16" -> Values.shorts(fitting(body, Short.BYTES * voxels));
            case "float32" -> Values.floats(fitting(body, Float.BYTES * voxels));
            default -> throw Problem.broken(TYPE, "int16 or float32", type.isEmpty() ? "nothing" : type);
        };
    }

    private static byte[] fitting(byte[] body, long bytes) {
        if (body.length != bytes) {
            throw Problem.broken("the body", bytes + " bytes, as its size and type say", body.length + " bytes");
        }
        return body;
    }

    private static long voxels(int[] size) {
        return (long) size[0] * size[1] * size[2];
    }

    /// The last row says that the first three are all there is to it.
    private static void requireAffine(double[] affine) {
        if (!Arrays.stream(affine).allMatch(Double::isFinite)
                || !IntStream.range(0, LAST_ROW.length)
                        .allMatch(i -> affine[AFFINE_NUMBERS - LAST_ROW.length + i] == LAST_ROW[i])) {
            throw Problem.broken(AFFINE, "16 finite numbers row by row, the last row 0, 0, 0, 1",
                    Arrays.toString(affine));
        }
    }
}
