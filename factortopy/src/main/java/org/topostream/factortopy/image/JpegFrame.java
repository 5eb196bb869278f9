package org.topostream.factortopy.image;

import java.util.Arrays;

/// The frame header of a JPEG file (ITU T.81, B.2.2).
///
/// @param size       rows and columns
/// @param components the identifiers of its components, in order
record JpegFrame(DeclaredSize size, int[] components) {
    private static final int FIXED = 6;
    private static final int A_COMPONENT = 3;

    static boolean isFrame(int marker) {
        // C4, C8 and CC are the tables, an extension and the arithmetic conditioning.
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /// @param marker  the second byte of the frame's marker
    /// @param payload after the two bytes of its length
    static JpegFrame read(int marker, byte[] payload, ImageLimits limits) throws BadImageException {
        if (marker > 0xC2) {
            throw new BadImageException("expected a baseline, extended or progressive JPEG with Huffman coding "
                    + "(frame C0, C1 or C2), got frame " + "%02X".formatted(marker));
        }
        if (payload.length < FIXED) {
            throw new BadImageException("expected a JPEG frame header of at least " + FIXED + " bytes, got "
                    + payload.length);
        }
        DeclaredSize size = DeclaredSize.check(word(payload, 3), word(payload, 1), limits);
        int bits = payload[0] & 0xFF;
        int count = payload[5] & 0xFF;
        if (bits != 8 || count != 1 && count != 3 && count != 4) {
            throw new BadImageException("expected a JPEG of 1, 3 or 4 components of 8 bits, got " + count
                    + " components of " + bits + " bits");
        }
        if (payload.length != FIXED + A_COMPONENT * count) {
            throw new BadImageException("expected a JPEG frame header of " + (FIXED + A_COMPONENT * count)
                    + " bytes for " + count + " components, got " + payload.length);
        }
        int[] components = new int[count];
        for (int component = 0; component < count; component++) {
            components[component] = payload[FIXED + A_COMPONENT * component] & 0xFF;
        }
        return new JpegFrame(size, components);
    }

    /// Whether the components are called so.
    boolean isCalled(int... names) {
        return Arrays.equals(components, names);
    }

    private static int word(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 8 | bytes[offset + 1] & 0xFF;
    }
}
