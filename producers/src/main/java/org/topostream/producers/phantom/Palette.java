package org.topostream.producers.phantom;

import java.util.SplittableRandom;

/// The colours of one picture.
///
/// @param lightness mean, 0 to 1
/// @param contrast  spread of the leaves' lightness
/// @param warmth    cast toward yellow
/// @param green     cast toward green
/// @param roughness mean amplitude of the leaves' textures
record Palette(double lightness, double contrast, double warmth, double green, double roughness) {

    static Palette draw(SplittableRandom random) {
        return new Palette(random.nextDouble(0.15, 0.75), random.nextDouble(0.08, 0.36), random.nextGaussian(0, 0.06),
                random.nextGaussian(0, 0.03), random.nextExponential() * 0.05);
    }

    /// Amplitude of the light and shade over the whole picture.
    double shading() {
        return 0.6 * contrast;
    }

    /// The colour of one leaf, each part 0 to 1, and the amplitude of its texture.
    record Leaf(double red, double green, double blue, double roughness) {

        int rgb(double texture, double shade) {
            double added = roughness * texture + shade;
            return level(red + added) << 16 | level(green + added) << 8 | level(blue + added);
        }

        private static int level(double part) {
            return (int) Math.round(255 * Math.clamp(part, 0.0, 1.0));
        }
    }

    Leaf leaf(SplittableRandom random) {
        double light = lightness + random.nextGaussian(0, contrast);
        double warm = warmth + random.nextGaussian(0, 0.25 * contrast);
        double toGreen = green + random.nextGaussian(0, 0.12 * contrast);
        return new Leaf(light + warm - toGreen / 2, light + toGreen, light - warm - toGreen / 2,
                roughness * random.nextExponential());
    }
}
