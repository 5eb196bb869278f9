package org.topostream.factortopy.surface;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.zip.InflaterInputStream;

/// Turns the text of a GIFTI file's `Data` into numbers.
final class GiftiValues {
    private final FileBytes file;
    private final GiftiLayout layout;

    GiftiValues(FileBytes file, GiftiLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    /// @return the values in C order
    double[] read(String text) throws IOException {
        double[] stored = switch (layout.encoding()) {
            case ASCII -> words(text);
            case Base64Binary -> numbers(decoded(text));
            case GZipBase64Binary -> numbers(inflated(decoded(text)));
        };
        return layout.rowMajor() || layout.shape().length == 1 ? stored : turned(stored);
    }

    private double[] words(String text) throws IOException {
        StringTokenizer words = new StringTokenizer(text);
        int count = words.countTokens();
        if (count != layout.size()) {
            throw wrongSize(count + " numbers");
        }
        double[] values = new double[count];
        for (int i = 0; i < values.length; i++) {
            String word = words.nextToken();
            try {
                values[i] = number(word);
            } catch (NumberFormatException e) {
                throw new IOException(file.file() + ": expected numbers in an array of " + layout.intent() + ", got '"
                        + word + "'", e);
            }
        }
        return values;
    }

    /// C writes `nan` and `inf`, Java `NaN` and `Infinity`.
    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private byte[] decoded(String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(file.file() + ": expected base64 in an array of " + layout.intent() + ": "
                    + e.getMessage(), e);
        }
    }

    /// No more is unpacked than the array can hold.
    private byte[] inflated(byte[] packed) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(layout.size() * layout.type().width() + 1);
        } catch (IOException e) {
            throw new IOException(file.file() + ": expected zlib in an array of " + layout.intent()
                    + ", got something damaged: " + e.getMessage(), e);
        }
    }

    private double[] numbers(byte[] bytes) throws IOException {
        if (bytes.length != layout.size() * layout.type().width()) {
            throw wrongSize(bytes.length > layout.size() * layout.type().width() ? "more" : bytes.length + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(layout.order());
        double[] values = new double[layout.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (layout.type()) {
                case NIFTI_TYPE_UINT8 -> numbers.get() & 0xFF;
                case NIFTI_TYPE_INT32 -> numbers.getInt();
                case NIFTI_TYPE_FLOAT32 -> numbers.getFloat();
                case NIFTI_TYPE_FLOAT64 -> numbers.getDouble();
            };
        }
        return values;
    }

    private IOException wrongSize(String got) {
        return file.bad("expected " + layout.size() + " values of " + layout.type() + " in an array of "
                + layout.intent() + ", got " + got);
    }

    /// From column after column to row after row.
    private double[] turned(double[] stored) {
        int rows = layout.shape()[0];
        int columns = layout.shape()[1];
        double[] values = new double[stored.length];
        for (int i = 0; i < stored.length; i++) {
            values[i % rows * columns + i / rows] = stored[i];
        }
        return values;
    }
}
