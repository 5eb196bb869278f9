package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;

class DicomFileTest {
    @TempDir
    private Path folder;

    private static void assertRefused(String reason, byte[] bytes) {
        BadScanException refused = assertThrows(BadScanException.class, () -> DicomFile.parse("a file", bytes));
        assertTrue(refused.getMessage().startsWith("a file: "), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private static DicomWriter series(boolean explicit) {
        return new DicomWriter(explicit).text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY")
                .text(0x0020_000E, "UI", "1.2.3").text(0x0020_0011, "IS", "7");
    }

    @Test
    void readsFilesWithAndWithoutPreamble() throws BadScanException {
        for (byte[] bytes : new byte[][]{series(true).file(DicomWriter.EXPLICIT), series(true).bare(),
                series(false).file(DicomWriter.IMPLICIT), series(false).bare()}) {
            DicomFile file = DicomFile.parse("a file", bytes);

            assertEquals("1.2.3", file.series());
            assertEquals(OptionalInt.of(7), file.seriesNumber());
        }
    }

    @Test
    void readsFilesOfAFolder() throws IOException {
        Path path = Files.write(folder.resolve("1.dcm"), series(true).file(DicomWriter.EXPLICIT));

        assertEquals(path.toString(), DicomFile.read(path).name());
        BadScanException refused = assertThrows(BadScanException.class,
                () -> DicomFile.read(folder.resolve("2.dcm")));
        assertTrue(refused.getMessage().endsWith("2.dcm: expected a DICOM file, got no file"), refused.getMessage());
    }

    @Test
    void refusesCompressedFilesByNameAndNumber() {
        assertRefused("got JPEG-LS Lossless (1.2.840.10008.1.2.4.80)",
                series(true).file("1.2.840.10008.1.2.4.80"));
        assertRefused("got Deflated Explicit VR Little Endian (1.2.840.10008.1.2.1.99)",
                series(true).file("1.2.840.10008.1.2.1.99"));
        assertRefused("got unknown transfer syntax (1.2.3.4)", series(true).file("1.2.3.4"));
    }

    @Test
    void refusesWhatIsNoDicomFile() {
        assertRefused("byte 0: expected a DICOM file, got 0 bytes", new byte[0]);
        assertRefused("byte 0: expected a DICOM file, got 4 bytes starting with '74 65 78 74'",
                "text".getBytes(StandardCharsets.US_ASCII));
        assertRefused("series instance uid (0020,000E), got none",
                new DicomWriter(true).text(0x0008_0008, "CS", "ORIGINAL").file(DicomWriter.EXPLICIT));
    }

    @Test
    void saysAtWhichByteAFileEndsTooEarly() {
        byte[] whole = series(true).file(DicomWriter.EXPLICIT);

        // 132 bytes before the first element, 8 + 20 of the transfer syntax, 8 + 16 of the image type, 8 + 6 of the UID
        assertRefused("byte 198: expected 2 bytes of element (0020,0011), got 1",
                Arrays.copyOf(whole, whole.length - 1));
    }

    @Test
    void passesOverSequencesThatItDoesNotKnow() throws BadScanException {
        DicomWriter icon = new DicomWriter(true).text(0x0008_0008, "CS", "ORIGINAL").open(0x0008_1140)
                .open(ElementHeader.ITEM).text(0x0020_000E, "UI", "9.9.9").open(0x0040_A170)
                .close(ElementHeader.SEQUENCE_END).close(ElementHeader.ITEM_END).close(ElementHeader.SEQUENCE_END)
                .text(0x0020_000E, "UI", "1.2.3");

        assertEquals("1.2.3", DicomFile.parse("a file", icon.bare()).series());
    }

    @Test
    void refusesSequencesThatAreTooDeepOrNotOver() {
        DicomWriter deep = new DicomWriter(true).text(0x0008_0008, "CS", "ORIGINAL");
        for (int depth = 0; depth < 100_000; depth++) {
            deep.open(0x0008_1140).open(ElementHeader.ITEM);
        }
        assertRefused("expected at most 16 sequences in each other, got more", deep.bare());

        DicomWriter open = new DicomWriter(true).text(0x0008_0008, "CS", "ORIGINAL").open(0x0008_1140)
                .open(ElementHeader.ITEM).text(0x0008_1150, "UI", "1.2");
        assertRefused("expected the end of an item (FFFE,E00D)", open.bare());
    }

    @Test
    void refusesFragmentsOfCompressedPixels() {
        byte[] pixels = series(true).bytes(0x7FE0_0010, "OB", new byte[0]).bare();
        Arrays.fill(pixels, pixels.length - 4, pixels.length, (byte) 0xFF); // its length

        assertRefused("expected the length of (7FE0,0010), got an undefined one, as compressed pixels have", pixels);
    }

    /// The made-up file says SECRET^NAME, SECRET-ID and a date of birth.
    @Test
    void keepsNothingOfThePatient() throws IOException {
        byte[] bytes = DicomSamples.madeUp("dicom_enhanced_one.dcm");
        assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).contains("SECRET^NAME"));

        DicomFile file = DicomFile.parse("a file", bytes);

        String kept = Remains.of(file);
        assertTrue(kept.contains("1.2.3.4.5"), "the series is not found");
        assertFalse(kept.contains("SECRET"), "the patient's name or id is kept");
        assertFalse(kept.contains("19700101"), "the patient's date of birth is kept");
    }
}
