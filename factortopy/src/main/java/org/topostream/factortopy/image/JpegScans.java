package org.topostream.factortopy.image;

import java.util.Arrays;

/// Which coefficients the scans of a JPEG file have sent, and whether to the last bit (ITU T.81, B.2.3 and G.1.1).
///
/// A progressive file that was cut off between two scans and given an end marker decodes without a warning, but to a
/// picture without detail, or without colour.
final class JpegScans {
    private static final int COEFFICIENTS = 64;
    /// A useful file has about ten. A scan of a few bytes costs a pass over the whole picture, so that a small file
    /// could keep a decoder busy for days.
    private static final int MOST = 50;

    private final int[] components;
    private final boolean[][] complete;
    private int count;

    JpegScans(JpegFrame frame) {
        this.components = frame.components();
        this.complete = new boolean[components.length][COEFFICIENTS];
    }

    /// @param header of a scan, after the two bytes of its length
    void add(byte[] header) throws BadImageException {
        count++;
        if (count > MOST) {
            throw new BadImageException("expected at most " + MOST + " JPEG scans, got more");
        }
        int sent = header.length == 0 ? 0 : header[0] & 0xFF;
        if (header.length != 4 + 2 * sent) {
            throw new BadImageException("expected a JPEG scan header of " + (4 + 2 * sent) + " bytes for " + sent
                    + " components, got " + header.length);
        }
        int first = header[1 + 2 * sent] & 0xFF;
        int last = header[2 + 2 * sent] & 0xFF;
        boolean toTheLastBit = (header[3 + 2 * sent] & 0x0F) == 0;
        if (first > last || last >= COEFFICIENTS) {
            throw new BadImageException("expected a JPEG scan of coefficients from 0 to 63, got " + first + " to "
                    + last);
        }
        for (int component = 0; component < sent; component++) {
            boolean[] coefficients = complete[index(header[1 + 2 * component] & 0xFF)];
            Arrays.fill(coefficients, first, last + 1, toTheLastBit);
        }
    }

    /// @throws BadImageException where a coefficient was not sent, or not to the last bit
    void checkComplete() throws BadImageException {
        for (int component = 0; component < components.length; component++) {
            for (int coefficient = 0; coefficient < COEFFICIENTS; coefficient++) {
                if (!complete[component][coefficient]) {
                    throw new BadImageException("expected JPEG scans that complete the picture, got none that completes"
                            + " coefficient " + coefficient + " of component " + components[component]);
                }
            }
        }
    }

    private int index(int component) throws BadImageException {
        for (int i = 0; i < components.length; i++) {
            if (components[i] == component) {
                return i;
            }
        }
        throw new BadImageException("expected a JPEG scan of components " + Arrays.toString(components) + ", got "
                + component);
    }
}
