package org.topostream.producers.scan.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The value of an element, as it stands in the file.
///
/// @param type   value representation (DICOM PS3.5, section 6.2)
/// @param bytes  of it
/// @param order  of the bytes of a number
/// @param offset of the element in the file
record DicomValue(String type, byte[] bytes, ByteOrder order, int offset) {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int SHOWN = 16;

    /// What stands between backslashes, without the blanks or zeros that fill it up. None where all are empty.
    List<String> texts() {
        List<String> texts = Arrays.stream(text().split("\\\\")).map(DicomValue::stripped).toList();
        return texts.stream().allMatch(String::isEmpty) ? List.of() : texts;
    }

    /// Nothing where these are no finite numbers.
    Optional<double[]> numbers() {
        return switch (type) {
            case "DS", "IS" -> decimals();
            case "US" -> binary(Short.BYTES, (numbers, at) -> numbers.getShort(at) & 0xFFFF);
            case "SS" -> binary(Short.BYTES, ByteBuffer::getShort);
            case "UL" -> binary(Integer.BYTES, (numbers, at) -> numbers.getInt(at) & 0xFFFF_FFFFL);
            case "SL" -> binary(Integer.BYTES, ByteBuffer::getInt);
            case "FL" -> binary(Float.BYTES, ByteBuffer::getFloat);
            case "FD" -> binary(Double.BYTES, ByteBuffer::getDouble);
            case "AT" -> binary(Integer.BYTES, (numbers, at) -> numbers.getShort(at) << Short.SIZE
                    | numbers.getShort(at + Short.BYTES) & 0xFFFF);
            default -> Optional.empty();
        };
    }

    /// For messages; a value that is longer than a number should be is not shown, as it may be anything.
    String shown() {
        boolean isText = type.equals("DS") || type.equals("IS");
        return isText && bytes.length <= SHOWN ? "'" + stripped(text()) + "'" : bytes.length + " bytes of type " + type;
    }

    private String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String stripped(String text) {
        return text.replace('\0', ' ').strip();
    }

    private Optional<double[]> decimals() {
        List<String> texts = texts();
        if (!texts.stream().allMatch(text -> DECIMAL.matcher(text).matches())) {
            return Optional.empty();
        }
        return finite(texts.stream().mapToDouble(Double::parseDouble).toArray());
    }

    private interface Getter {
        double get(ByteBuffer numbers, int at);
    }

    private Optional<double[]> binary(int width, Getter getter) {
        if (bytes.length % width != 0) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(order);
        double[] values = new double[bytes.length / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = getter.get(numbers, width * i);
        }
        return finite(values);
    }

    private static Optional<double[]> finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite) ? Optional.of(values) : Optional.empty();
    }
}
