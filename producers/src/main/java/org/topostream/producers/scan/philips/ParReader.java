package org.topostream.producers.scan.philips;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.topostream.producers.scan.BadScanException;

/// Reads PAR files of versions V4, V4.1 and V4.2: lines of general information (`.`), comments (`#`) with the legend of
/// the columns among them, and a line for each image.
final class ParReader {
    private static final long LARGEST = 1 << 27;
    /// Voxels of a volume, far more than a scanner gives.
    private static final int MOST_VOXELS = 1 << 26;

    private final Path file;
    private final ParGeneral general;
    private final ParLegend legend;
    private final List<ParImage> images = new ArrayList<>();

    private ParReader(Path file) {
        this.file = file;
        this.general = new ParGeneral(file);
        this.legend = new ParLegend(file);
    }

    /// @throws BadScanException where it is absent, or not such a file
    static ParHeader read(Path file) throws BadScanException {
        ParReader reader = new ParReader(file);
        int at = 0;
        for (String line : text(file).lines().toList()) {
            at++;
            reader.add(line.strip(), at);
        }
        return reader.header();
    }

    private static String text(Path file) throws BadScanException {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new BadScanException(file + ": expected " + LARGEST + " bytes of text at most, got " + size);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (BadScanException e) {
            throw e;
        } catch (IOException e) {
            throw new BadScanException(file + ": expected a file that can be read: " + e, e);
        }
    }

    private void add(String line, int at) throws BadScanException {
        if (line.startsWith("#")) {
            legend.add(line);
            general.addVersion(line);
        } else if (line.startsWith(".")) {
            general.add(line);
        } else if (!line.isEmpty()) {
            general.expectVersion();
            images.add(ParImage.of(legend.line(line, at)));
        }
    }

    private ParHeader header() throws BadScanException {
        general.expectVersion();
        if (images.isEmpty()) {
            throw new BadScanException(file + ": expected a line for each image, got none");
        }
        ParGrid grid = images.getFirst().grid();
        Set<Integer> indices = new HashSet<>();
        for (ParImage image : images) {
            if (!image.grid().equals(grid)) {
                throw new BadScanException(file + ": in line " + image.line() + ": expected an image as in line "
                        + images.getFirst().line() + ", " + grid + ", got " + image.grid());
            }
            if (!indices.add(image.index())) {
                throw new BadScanException(file + ": in line " + image.line()
                        + ": expected another index in the REC file than other images have, got " + image.index());
            }
        }
        int slices = general.count("max. number of slices");
        if (slices > images.size()) {
            throw new BadScanException(file + ": expected " + slices + " slices of a volume, got " + images.size()
                    + " images");
        }
        if (slices > MOST_VOXELS / grid.pixels()) {
            throw new BadScanException(file + ": expected " + MOST_VOXELS + " voxels at most in a volume, got " + slices
                    + " slices of " + grid.width() + " x " + grid.height());
        }
        return new ParHeader(slices, general.count("max. number of dynamics"), general.milliseconds("repetition time"),
                general.three("angulation midslice"), general.three("off centre midslice"), grid, images);
    }
}
