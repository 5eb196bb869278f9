package org.topostream.producers.scan.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.topostream.producers.scan.BadScanException;

/// The intensities of a file's frames (DICOM PS3.5, section 8): whole numbers of 8, 16 or 32 bits, or floating point.
final class DicomPixels {
    private final int rows;
    private final int columns;
    private final int frames;
    private final ByteBuffer bytes;
    private final Sample sample;

    private DicomPixels(int rows, int columns, int frames, ByteBuffer bytes, Sample sample) {
        this.rows = rows;
        this.columns = columns;
        this.frames = frames;
        this.bytes = bytes;
        this.sample = sample;
    }

    /// How an intensity is stored.
    private sealed interface Sample {
        int width();

        double read(ByteBuffer bytes, int pixel);
    }

    /// @param width  in bytes
    /// @param bits   that count of them
    /// @param shift  how many lower ones do not
    /// @param signed whether the highest that counts is a sign
    private record Whole(int width, int bits, int shift, boolean signed) implements Sample {
        @Override
        public double read(ByteBuffer bytes, int pixel) {
            long raw = switch (width) {
                case Byte.BYTES -> bytes.get(pixel);
                case Short.BYTES -> bytes.getShort(width * pixel);
                default -> bytes.getInt(width * pixel);
            };
            int unused = Long.SIZE - bits;
            long value = raw >> shift << unused;
            return signed ? value >> unused : value >>> unused;
        }
    }

    private record Floating(int width) implements Sample {
        @Override
        public double read(ByteBuffer bytes, int pixel) {
            return width == Float.BYTES ? bytes.getFloat(width * pixel) : bytes.getDouble(width * pixel);
        }
    }

    static DicomPixels of(DicomDataSet file) throws BadScanException {
        int rows = file.whole(DicomTag.ROWS, 1);
        int columns = file.whole(DicomTag.COLUMNS, 1);
        int frames = file.value(DicomTag.NUMBER_OF_FRAMES).isPresent() ? file.whole(DicomTag.NUMBER_OF_FRAMES, 1) : 1;
        int samples = file.whole(DicomTag.SAMPLES_PER_PIXEL).orElse(1);
        if (samples != 1) {
            throw file.bad("expected 1 as " + DicomTag.SAMPLES_PER_PIXEL + ", got " + samples + ", as colours have");
        }
        DicomTag tag = Stream.of(DicomTag.FLOAT_PIXEL_DATA, DicomTag.DOUBLE_FLOAT_PIXEL_DATA)
                .filter(each -> file.value(each).isPresent()).findFirst().orElse(DicomTag.PIXEL_DATA);
        Optional<DicomValue> value = file.value(tag);
        if (value.isEmpty()) {
            throw file.bad("expected " + DicomTag.PIXEL_DATA + ", got none");
        }
        Sample sample = switch (tag) {
            case FLOAT_PIXEL_DATA -> new Floating(Float.BYTES);
            case DOUBLE_FLOAT_PIXEL_DATA -> new Floating(Double.BYTES);
            default -> whole(file, value.get());
        };
        int stored = value.get().bytes().length;
        long frame = Math.multiplyFull(rows, columns) * sample.width();
        boolean filled = stored % 2 == 0 && frame % 2 == 1; // an odd number of bytes is filled up to an even one
        if (frame > stored || (frame * frames != stored && !(filled && frame * frames == stored - 1))) {
            throw file.bad("expected " + rows + " x " + columns + " x " + frames + " pixels of " + sample.width()
                    + " bytes, got " + stored + " bytes of them");
        }
        return new DicomPixels(rows, columns, frames, ByteBuffer.wrap(value.get().bytes()).order(value.get().order()),
                sample);
    }

    private static Sample whole(DicomDataSet file, DicomValue value) throws BadScanException {
        int allocated = file.whole(DicomTag.BITS_ALLOCATED, 1);
        if (allocated != Byte.SIZE && allocated != Short.SIZE && allocated != Integer.SIZE) {
            throw file.bad("expected 8, 16 or 32 as " + DicomTag.BITS_ALLOCATED + ", got " + allocated);
        }
        if (allocated == Byte.SIZE && value.type().equals("OW") && value.order() == ByteOrder.BIG_ENDIAN) {
            throw file.bad("expected pixels of 8 bits in bytes or little-endian words, got big-endian words");
        }
        int bits = bits(file, DicomTag.BITS_STORED, 1, allocated, allocated);
        int high = bits(file, DicomTag.HIGH_BIT, bits - 1, bits - 1, allocated - 1);
        int signed = bits(file, DicomTag.PIXEL_REPRESENTATION, 0, 0, 1);
        return new Whole(allocated / Byte.SIZE, bits, high + 1 - bits, signed == 1);
    }

    private static int bits(DicomDataSet file, DicomTag tag, int least, int otherwise, int most)
            throws BadScanException {
        OptionalInt given = file.whole(tag);
        int bits = given.orElse(otherwise);
        if (bits < least || bits > most) {
            throw file.bad("expected " + least + " to " + most + " as " + tag + ", got " + bits);
        }
        return bits;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int frames() {
        return frames;
    }

    /// Pixels of a frame.
    int area() {
        return rows * columns;
    }

    /// @param frame from 0
    /// @param into  where its rows go, from `at` on, scaled
    void read(int frame, Rescale rescale, float[] into, int at) {
        int first = frame * area();
        for (int i = 0; i < area(); i++) {
            into[at + i] = rescale.apply(sample.read(bytes, first + i));
        }
    }
}
