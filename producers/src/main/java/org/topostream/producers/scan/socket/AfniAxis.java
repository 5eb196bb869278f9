package org.topostream.producers.scan.socket;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// Where one axis of the images points, by AFNI's letters for the sides of the body.
enum AfniAxis {
    RIGHT(0, 'L', 'R', 1),
    LEFT(0, 'R', 'L', -1),
    ANTERIOR(1, 'P', 'A', 1),
    POSTERIOR(1, 'A', 'P', -1),
    SUPERIOR(2, 'I', 'S', 1),
    INFERIOR(2, 'S', 'I', -1);

    private static final Pattern PLACE = Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)([RLAPIS]?)");

    private final int axis;
    private final char from;
    private final char to;
    private final int sign;

    AfniAxis(int axis, char from, char to, int sign) {
        this.axis = axis;
        this.from = from;
        this.to = to;
        this.sign = sign;
    }

    /// @param code such as `L-R` or `LR`
    static AfniAxis of(String code) throws BadScanException {
        String letters = code.toUpperCase(Locale.ROOT).replace("-", "");
        for (AfniAxis axis : values()) {
            if (letters.equals("" + axis.from + axis.to)) {
                return axis;
            }
        }
        throw new BadScanException("expected XYZAXES of L-R, R-L, P-A, A-P, I-S or S-I, got '" + code + "'");
    }

    /// Its row in an affine: 0 right, 1 anterior, 2 superior.
    int axis() {
        return axis;
    }

    /// Whether coordinates grow along it.
    int sign() {
        return sign;
    }

    /// A coordinate that a command gives, such as `30`, which is on the side that this axis comes from, or `20A`.
    /// @return millimetres right, anterior or superior
    double place(String command, String text) throws BadScanException {
        Matcher matcher = PLACE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new BadScanException("expected millimetres and maybe a side as " + command + ", got '" + text + "'");
        }
        char side = matcher.group(2).isEmpty() ? from : matcher.group(2).charAt(0);
        if (side != from && side != to) {
            throw new BadScanException("expected " + command + " on side " + from + " or " + to + " of axis " + from
                    + "-" + to + ", got '" + text + "'");
        }
        double distance = AfniCommands.number(command, matcher.group(1));
        return side == (sign > 0 ? to : from) ? distance : -distance;
    }
}
