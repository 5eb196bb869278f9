package org.topostream.producers.scan.dicom;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.topostream.producers.scan.BadScanException;

/// Made-up files of one slice, as GE writes them: 3 columns, 2 rows and 3 slices 4 mm apart; the pixels of instance n
/// are 100 n to 100 n + 5.
final class SliceFile {
    static final String SERIES = "1.2.3";
    static final int SLICES = 3;

    private record Element(String type, String text) {}

    private final int instance;
    private final Map<Integer, Element> elements = new TreeMap<>();

    /// @param instance from 1
    SliceFile(int instance) {
        this.instance = instance;
        with(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\EPI\\NONE");
        with(0x0008_0070, "LO", "GE MEDICAL SYSTEMS");
        with(0x0018_0080, "DS", "2000");
        with(0x0018_0081, "DS", "30");
        with(0x0020_000E, "UI", SERIES);
        with(0x0020_0011, "IS", "4");
        with(0x0020_0012, "IS", "1");
        with(0x0020_0013, "IS", String.valueOf(instance));
        with(0x0020_0032, "DS", "10\\20\\" + (30 + 4 * ((instance - 1) % SLICES)));
        with(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0");
        with(0x0020_1002, "IS", String.valueOf(SLICES));
        with(0x0028_0030, "DS", "2\\1.5");
    }

    /// Another text in an element, or one more.
    SliceFile with(int tag, String type, String text) {
        elements.put(tag, new Element(type, text));
        return this;
    }

    byte[] bytes() {
        DicomWriter writer = new DicomWriter(true);
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        numbers.put(0x0028_0010, 2);
        numbers.put(0x0028_0011, 3);
        numbers.put(0x0028_0100, 16);
        numbers.put(0x0028_0101, 16);
        numbers.put(0x0028_0102, 15);
        numbers.put(0x0028_0103, 1);
        elements.forEach((tag, element) -> writer.text(tag, element.type(), element.text()));
        numbers.forEach(writer::number);
        int first = 100 * instance;
        return writer.pixels(first, first + 1, first + 2, first + 3, first + 4, first + 5)
                .file(DicomWriter.EXPLICIT);
    }

    DicomFile read() throws BadScanException {
        return DicomFile.parse("slice-" + instance, bytes());
    }
}
