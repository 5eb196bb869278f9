package org.topostream.factortopy.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/// How a stored picture is turned to stand upright.
///
/// @param transposed whether stored columns are upright rows
/// @param fromRight  whether to read the stored columns from right to left
/// @param fromBottom whether to read the stored rows from bottom to top
record Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /// Reads the orientation of an Exif block. A block that cannot be read, or says none of 1 to 8, leaves the picture
    /// as it is stored: the pixels are good, whatever a camera wrote beside them.
    ///
    /// @param exif the block, from its TIFF header on
    static Orientation ofExif(byte[] exif) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (value != null) {
                return ofTag(value);
            }
        }
        return UPRIGHT;
    }

    /// @param value of the Exif tag 0x0112 (Exif 2.32, section 4.6.4)
    static Orientation ofTag(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    /// The upright picture; the same object where nothing is to be done.
    RgbImage turn(RgbImage stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int width = stored.width();
        int height = stored.height();
        int first = 3 * ((fromRight ? width - 1 : 0) + (fromBottom ? width * (height - 1) : 0));
        int alongRow = fromRight ? -3 : 3;
        int alongColumn = 3 * (fromBottom ? -width : width);
        return transposed
                ? gather(stored.rgb(), first, height, width, alongColumn, alongRow)
                : gather(stored.rgb(), first, width, height, alongRow, alongColumn);
    }

    private static RgbImage gather(byte[] from, int first, int width, int height, int nextPixel, int nextRow) {
        byte[] to = new byte[from.length];
        int target = 0;
        for (int row = 0; row < height; row++) {
            int source = first + row * nextRow;
            for (int column = 0; column < width; column++) {
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
                target += 3;
                source += nextPixel;
            }
        }
        return new RgbImage(width, height, to);
    }
}
