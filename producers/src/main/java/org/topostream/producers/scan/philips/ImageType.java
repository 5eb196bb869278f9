package org.topostream.producers.scan.philips;

/// What an image of a PAR file shows (`image_type_mr`). Besides the types of exports, 0 to 3, there are those of
/// real-time dumps (`Dump-0000.par`), which count magnitude as 16 and phase as 17.
enum ImageType {
    MAGNITUDE,
    REAL,
    IMAGINARY,
    PHASE,
    OTHER;

    static ImageType of(int number) {
        return switch (number) {
            case 0, 16 -> MAGNITUDE;
            case 1 -> REAL;
            case 2 -> IMAGINARY;
            case 3, 17 -> PHASE;
            default -> OTHER;
        };
    }
}
