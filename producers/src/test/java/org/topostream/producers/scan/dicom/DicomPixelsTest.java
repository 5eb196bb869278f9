package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import org.topostream.producers.scan.BadScanException;

/// Numbers by hand.
class DicomPixelsTest {
    private static DicomWriter image(int rows, int columns, int allocated, int stored, int signed) {
        return new DicomWriter(true).text(0x0020_000E, "UI", "1.2.3").number(0x0028_0010, rows)
                .number(0x0028_0011, columns).number(0x0028_0100, allocated).number(0x0028_0101, stored)
                .number(0x0028_0102, stored - 1).number(0x0028_0103, signed);
    }

    private static float[] read(DicomWriter image, String hexadecimal) throws BadScanException {
        return read(image.bytes(0x7FE0_0010, "OW", HexFormat.of().parseHex(hexadecimal)));
    }

    private static float[] read(DicomWriter image) throws BadScanException {
        DicomFile file = DicomFile.parse("a file", image.file(DicomWriter.EXPLICIT));
        DicomPixels pixels = DicomPixels.of(file.elements());
        float[] values = new float[pixels.area()];
        pixels.read(0, Rescale.of(file.elements()), values, 0);
        return values;
    }

    @Test
    void bytesAreWithoutSign() throws BadScanException {
        assertArrayEquals(new float[]{0, 127, 255}, read(image(1, 3, 8, 8, 0), "007FFF00"));
    }

    @Test
    void bitsThatAreNotStoredDoNotCount() throws BadScanException {
        assertArrayEquals(new float[]{0x0FFF, 0x0123}, read(image(1, 2, 16, 12, 0), "FFFF23A1"));
    }

    @Test
    void theHighestBitThatIsStoredIsTheSign() throws BadScanException {
        assertArrayEquals(new float[]{-1, -2048, 2047}, read(image(1, 3, 16, 12, 1), "FF0F0008FF07"));
    }

    @Test
    void wordsOfThirtyTwoBitsHaveASignOrNone() throws BadScanException {
        assertArrayEquals(new float[]{4_294_967_295f}, read(image(1, 1, 32, 32, 0), "FFFFFFFF"));
        assertArrayEquals(new float[]{-2}, read(image(1, 1, 32, 32, 1), "FEFFFFFF"));
    }

    @Test
    void numbersMayBeFloatingPoint() throws BadScanException {
        byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(-0.5f).putFloat(1e6f).array();

        float[] values = read(new DicomWriter(true).text(0x0020_000E, "UI", "1.2.3").number(0x0028_0010, 2)
                .number(0x0028_0011, 1).bytes(0x7FE0_0008, "OF", bytes));

        assertArrayEquals(new float[]{-0.5f, 1e6f}, values);
    }

    @Test
    void slopeAndInterceptApply() throws BadScanException {
        DicomWriter image = image(1, 2, 16, 16, 1).text(0x0028_1052, "DS", "-3").text(0x0028_1053, "DS", "0.5");

        assertArrayEquals(new float[]{-2.5f, -3.5f}, read(image, "0100FFFF"));
    }

    @Test
    void moreOrFewerPixelsThanSaidAreRefused() {
        for (String pixels : new String[]{"0000", "000000000000"}) {
            BadScanException refused = assertThrows(BadScanException.class,
                    () -> read(image(1, 2, 16, 16, 0), pixels));
            assertEquals("a file: expected 1 x 2 x 1 pixels of 2 bytes, got " + pixels.length() / 2
                    + " bytes of them", refused.getMessage());
        }
    }

    /// 65,535 x 65,535 x 2,000,000,000 pixels, none of which is there.
    @Test
    void anImageBombIsRefused() {
        DicomWriter bomb = new DicomWriter(true).text(0x0020_000E, "UI", "1.2.3")
                .text(0x0028_0008, "IS", "2000000000").number(0x0028_0010, 65_535).number(0x0028_0011, 65_535)
                .number(0x0028_0100, 32);

        assertThrows(BadScanException.class, () -> read(bomb, "00000000"));
    }
}
