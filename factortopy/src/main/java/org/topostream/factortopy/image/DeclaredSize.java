package org.topostream.factortopy.image;

/// The size a header declares, once found acceptable.
record DeclaredSize(int width, int height) {
    private static final int LONGEST_SIDE = 65_535;

    /// @throws BadImageException where a side is 0 or too long, or the picture has too many pixels
    static DeclaredSize check(long width, long height, ImageLimits limits) throws BadImageException {
        String got = ", got a header that declares " + width + " x " + height;
        if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new BadImageException("expected sides of 1 to " + LONGEST_SIDE + " pixels" + got);
        }
        if (width * height > limits.maxPixels()) {
            throw new BadImageException("expected at most " + limits.maxPixels() + " pixels" + got);
        }
        return new DeclaredSize((int) width, (int) height);
    }
}
