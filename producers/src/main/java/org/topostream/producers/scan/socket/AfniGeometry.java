package org.topostream.producers.scan.socket;

import java.util.List;
import java.util.Optional;

import org.topostream.producers.scan.BadScanException;

/// Where AFNI's commands put the voxels (*README.realtime* of AFNI). AFNI's own coordinates grow to the left and to the
/// back; ours grow to the right and to the front.
final class AfniGeometry {
    private static final int AXES = 3;
    private static final int COLUMNS = 4;

    private AfniGeometry() {}

    /// @param size `[3]` voxels along x, y and z
    /// @return `[4, 4]` to millimetres right, anterior and superior
    static double[] affine(AfniCommands commands, int[] size) throws BadScanException {
        return commands.argument("OBLIQUE_XFORM").isPresent() ? oblique(commands) : straight(commands, size);
    }

    /// `OBLIQUE_XFORM` leads from voxels to DICOM's coordinates, which grow to the left and to the back.
    private static double[] oblique(AfniCommands commands) throws BadScanException {
        List<String> words = commands.words("OBLIQUE_XFORM", COLUMNS * COLUMNS);
        double[] affine = new double[COLUMNS * COLUMNS];
        for (int i = 0; i < affine.length; i++) {
            double number = AfniCommands.number("OBLIQUE_XFORM", words.get(i));
            affine[i] = i < 2 * COLUMNS ? 0 - number : number;
        }
        return affine;
    }

    private static double[] straight(AfniCommands commands, int[] size) throws BadScanException {
        List<String> codes = commands.words("XYZAXES", AXES);
        double[] spacing = spacing(commands, size);
        double[] affine = new double[COLUMNS * COLUMNS];
        boolean[] taken = new boolean[AXES];
        for (int i = 0; i < AXES; i++) {
            AfniAxis axis = AfniAxis.of(codes.get(i));
            if (taken[axis.axis()]) {
                throw new BadScanException("expected XYZAXES that point three ways, got '" + codes + "'");
            }
            taken[axis.axis()] = true;
            affine[COLUMNS * axis.axis() + i] = axis.sign() * spacing[i];
            affine[COLUMNS * axis.axis() + AXES] = first(commands, i, axis, (size[i] - 1) / 2.0 * spacing[i]);
        }
        affine[affine.length - 1] = 1;
        return affine;
    }

    /// Where the first voxel's centre is: as commanded, else so that 0 is in the middle.
    private static double first(AfniCommands commands, int index, AfniAxis axis, double half) throws BadScanException {
        if (index == AXES - 1 && commands.argument("ZFIRST").isPresent()) {
            return axis.place("ZFIRST", commands.words("ZFIRST", 1).getFirst());
        }
        if (commands.argument("XYZFIRST").isPresent()) {
            return axis.place("XYZFIRST", commands.words("XYZFIRST", AXES).get(index));
        }
        return 0 - axis.sign() * half;
    }

    private static double[] spacing(AfniCommands commands, int[] size) throws BadScanException {
        List<String> extents = commands.words("XYFOV", 2);
        double x = AfniCommands.positive("XYFOV", extents.get(0));
        double y = AfniCommands.number("XYFOV", extents.get(1));
        double[] spacing = new double[]{x / size[0], (y == 0 ? x : AfniCommands.positive("XYFOV", extents.get(1)))
                / size[1], 0};
        Optional<String> thickness = commands.argument("ZDELTA");
        if (thickness.isPresent()) {
            spacing[2] = AfniCommands.positive("ZDELTA", thickness.get().strip());
        } else if (extents.size() > 2) {
            spacing[2] = AfniCommands.positive("XYFOV", extents.get(2)) / size[2];
        } else {
            throw new BadScanException("expected ZDELTA, or a third number of XYFOV, got neither");
        }
        return spacing;
    }
}
