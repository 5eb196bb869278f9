package org.topostream.producers.scan.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// A DICOM file with an uncompressed image, of which only what volumes need is kept: nothing that says who the patient
/// is (group 0010), nor any description that somebody typed.
public final class DicomFile {
    /// Larger than any series of volumes that comes while a person lies in the scanner.
    private static final long LARGEST = 1L << 29;

    private final String name;
    private final String series;
    private final OptionalInt seriesNumber;
    private final DicomDataSet elements;
    private final String digest;

    private DicomFile(String name, String series, OptionalInt seriesNumber, DicomDataSet elements, String digest) {
        this.name = name;
        this.series = series;
        this.seriesNumber = seriesNumber;
        this.elements = elements;
        this.digest = digest;
    }

    /// Reads a whole file, with or without the preamble of Part 10.
    /// @throws BadScanException where it is no DICOM file, compressed, cut off or damaged: which file, at which byte,
    ///         what was expected and what came
    /// @throws IOException where it cannot be read
    public static DicomFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadScanException(file + ": expected a DICOM file, got no file");
        }
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new BadScanException(file + ": expected at most " + LARGEST + " bytes, got " + size);
        }
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /// The same, of a file that is in memory already.
    /// @param name what messages call it
    public static DicomFile parse(String name, byte[] bytes) throws BadScanException {
        return DicomParser.parse(name, bytes);
    }

    static DicomFile of(String name, DicomDataSet elements, String digest) throws BadScanException {
        Optional<String> series = elements.text(DicomTag.SERIES_INSTANCE_UID);
        if (series.isEmpty()) {
            throw elements.bad("expected " + DicomTag.SERIES_INSTANCE_UID + ", got none");
        }
        if (!series.get().matches("[0-9.]{1,64}")) {
            throw elements.bad("expected at most 64 digits and dots as " + DicomTag.SERIES_INSTANCE_UID + ", got "
                    + series.get().length() + " characters");
        }
        return new DicomFile(name, series.get(), elements.whole(DicomTag.SERIES_NUMBER), elements, digest);
    }

    /// What messages call it.
    public String name() {
        return name;
    }

    /// SeriesInstanceUID: of all files of one run of the scanner.
    public String series() {
        return series;
    }

    /// The number that the scanner shows for the series, where it says one.
    public OptionalInt seriesNumber() {
        return seriesNumber;
    }

    DicomDataSet elements() {
        return elements;
    }

    /// SHA-256 of all its elements but the file's meta information, which differs between copies.
    String digest() {
        return digest;
    }

    boolean isEnhanced() {
        return elements.has(DicomTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    }

    boolean isMosaic() {
        return elements.texts(DicomTag.IMAGE_TYPE).contains("MOSAIC");
    }
}
