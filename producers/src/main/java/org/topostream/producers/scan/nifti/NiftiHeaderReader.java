package org.topostream.producers.scan.nifti;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import org.topostream.producers.scan.BadScanException;

/// Reads the header of NIfTI-1 and NIfTI-2 files, and refuses those whose volumes could not be read.
final class NiftiHeaderReader {
    /// Voxels of a volume, far more than a scanner gives.
    static final int MOST_VOXELS = 1 << 26;
    private static final double FARTHEST = 0x1p53;
    private static final int TIME_UNITS = 0x38;
    /// Between a header and intensities in the same file there are four bytes at least, for extensions.
    private static final int EXTENDER = 4;

    private NiftiHeaderReader() {}

    /// @return nothing where the file has no whole header yet
    /// @throws BadScanException where this is no header, or one of something else than volumes of numbers
    static Optional<NiftiHeader> read(Path file) throws BadScanException {
        Optional<NiftiFields> fields = fields(file);
        return fields.isEmpty() ? Optional.empty() : Optional.of(header(fields.get(), file));
    }

    private static Optional<NiftiFields> fields(Path file) throws BadScanException {
        try (NiftiBytes bytes = NiftiBytes.of(file)) {
            return NiftiFields.of(bytes.head(Nifti2Fields.LENGTH), file);
        }
    }

    private static NiftiHeader header(NiftiFields fields, Path file) throws BadScanException {
        boolean paired = isPaired(fields, file);
        int[] size = size(fields, file);
        double slope = fields.slope();
        double intercept = fields.intercept();
        boolean scaled = Double.isFinite(slope) && slope != 0;
        if (scaled && !Double.isFinite(intercept)) {
            throw new BadScanException(file + ": expected a finite scl_inter beside the scl_slope " + slope + ", got "
                    + intercept);
        }
        return new NiftiHeader(paired, fields.bytes().order(), size, volumes(fields, file),
                NiftiType.of(fields.type(), file), scaled ? slope : 1, scaled ? intercept : 0,
                offset(fields, paired, file), NiftiAffine.of(fields, size, file), seconds(fields));
    }

    private static boolean isPaired(NiftiFields fields, Path file) throws BadScanException {
        String single = "n+" + fields.version();
        String pair = "ni" + fields.version();
        String magic = fields.magic();
        if (!magic.equals(single) && !magic.equals(pair)) {
            throw new BadScanException(file + ": expected the magic " + single + " or " + pair + " at byte "
                    + fields.magicAt() + ", got \"" + magic.replaceAll("\\P{Print}", "?") + "\"");
        }
        return magic.equals(pair);
    }

    private static int[] size(NiftiFields fields, Path file) throws BadScanException {
        long axes = fields.extent(0);
        if (axes < 1 || axes > 7) {
            throw new BadScanException(file + ": expected 1 to 7 axes (dim[0]), got " + axes);
        }
        int[] size = {1, 1, 1};
        long voxels = 1;
        for (int axis = 1; axis <= Math.min(3, axes); axis++) {
            long extent = fields.extent(axis);
            if (extent < 1 || extent > MOST_VOXELS / voxels) {
                throw new BadScanException(file + ": expected 1 voxel or more along axis " + axis
                        + " and " + MOST_VOXELS + " at most in a volume, got " + extent + " after " + voxels);
            }
            size[axis - 1] = (int) extent;
            voxels *= extent;
        }
        for (int axis = 5; axis <= axes; axis++) {
            if (fields.extent(axis) > 1) {
                throw new BadScanException(file + ": expected volumes along time and no further axis, got "
                        + fields.extent(axis) + " along axis " + axis);
            }
        }
        return size;
    }

    private static int volumes(NiftiFields fields, Path file) throws BadScanException {
        long volumes = fields.extent(0) < 4 ? 1 : Math.max(0, fields.extent(4));
        if (volumes > Integer.MAX_VALUE) {
            throw new BadScanException(file + ": expected " + Integer.MAX_VALUE + " volumes at most, got " + volumes);
        }
        return (int) volumes;
    }

    private static long offset(NiftiFields fields, boolean paired, Path file) throws BadScanException {
        int least = paired ? 0 : fields.length() + EXTENDER;
        double offset = fields.offset();
        if (!(offset >= least && offset <= FARTHEST && offset == Math.rint(offset))) {
            throw new BadScanException(file + ": expected intensities from byte " + least
                    + " or later (vox_offset), got " + offset);
        }
        return (long) offset;
    }

    /// The standard gives lengths of the axes that there are only: a single volume's fourth is anything.
    private static OptionalDouble seconds(NiftiFields fields) {
        double time = fields.spacing(4);
        double unit = switch (fields.units() & TIME_UNITS) {
            case 8 -> 1;
            case 16 -> 1e-3;
            case 24 -> 1e-6;
            default -> Double.NaN;
        };
        double seconds = time * unit;
        return fields.extent(0) >= 4 && Double.isFinite(seconds) && seconds > 0
                ? OptionalDouble.of(seconds)
                : OptionalDouble.empty();
    }
}
