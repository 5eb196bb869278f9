package org.topostream.producers.scan.dicom;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// What the intensities of an image are; encoders learn from magnitudes.
public enum ImageKind {
    MAGNITUDE("M"),
    PHASE("P"),
    REAL("R"),
    IMAGINARY("I"),
    /// More than one of them in one image.
    MIXED("MIXED");

    /// GE's numbers, in its order.
    private static final List<ImageKind> GE = List.of(MAGNITUDE, PHASE, REAL, IMAGINARY);
    /// The first two of an image type say whether it is original and primary.
    private static final int FIRST = 2;

    private final String letter;

    ImageKind(String letter) {
        this.letter = letter;
    }

    /// As the complex image component says (0008,9208), else GE's own number (0043,xx2F), else a value of the image
    /// type from the third on: a letter (Siemens), a letter and more (Philips: `M_FFE`) or a word. Magnitude where
    /// nothing is said.
    static ImageKind of(List<String> imageType, Optional<String> component, OptionalInt ge) {
        if (component.isPresent()) {
            for (ImageKind kind : values()) {
                if (kind.name().equals(component.get().toUpperCase(Locale.ROOT))) {
                    return kind;
                }
            }
        }
        if (ge.isPresent() && ge.getAsInt() >= 0 && ge.getAsInt() < GE.size()) {
            return GE.get(ge.getAsInt());
        }
        return imageType.stream().skip(FIRST).flatMap(value -> ofValue(value.toUpperCase(Locale.ROOT)).stream())
                .findFirst().orElse(MAGNITUDE);
    }

    /// Of a file with one image.
    static ImageKind of(DicomDataSet file) throws BadScanException {
        return of(file.texts(DicomTag.IMAGE_TYPE), file.text(DicomTag.COMPLEX_IMAGE_COMPONENT),
                file.whole(DicomTag.GE_IMAGE_TYPE));
    }

    private static Optional<ImageKind> ofValue(String value) {
        if (value.equals("PHASE MAP")) {
            return Optional.of(PHASE);
        }
        for (ImageKind kind : values()) {
            if (value.equals(kind.letter) || value.equals(kind.name()) || value.startsWith(kind.letter + "_")) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
