package org.topostream.producers.scan.dicom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// What is kept of the elements of a file, or of an item of one of its sequences. An element whose value is empty is
/// as good as none.
final class DicomDataSet {
    private final String file;
    private final Map<DicomTag, DicomValue> values = new HashMap<>();
    private final Map<DicomTag, List<DicomDataSet>> sequences = new HashMap<>();

    /// @param file for messages
    DicomDataSet(String file) {
        this.file = file;
    }

    void put(DicomTag tag, DicomValue value) throws BadScanException {
        if (values.putIfAbsent(tag, value) != null) {
            throw new BadScanException(file + ": byte " + value.offset() + ": expected " + tag + " once, got it again");
        }
    }

    void put(DicomTag tag, List<DicomDataSet> items) {
        sequences.put(tag, items);
    }

    /// That something in here is not as it should be.
    BadScanException bad(String what) {
        return new BadScanException(file + ": " + what);
    }

    /// The items of a sequence; none where it is absent.
    List<DicomDataSet> items(DicomTag sequence) {
        return sequences.getOrDefault(sequence, List.of());
    }

    /// The first item of a sequence; one without elements where there is none.
    DicomDataSet item(DicomTag sequence) {
        List<DicomDataSet> items = items(sequence);
        return items.isEmpty() ? new DicomDataSet(file) : items.getFirst();
    }

    boolean has(DicomTag sequence) {
        return sequences.containsKey(sequence);
    }

    Optional<DicomValue> value(DicomTag tag) {
        return Optional.ofNullable(values.get(tag)).filter(value -> value.bytes().length > 0);
    }

    List<String> texts(DicomTag tag) {
        return value(tag).map(DicomValue::texts).orElse(List.of());
    }

    /// The first text.
    Optional<String> text(DicomTag tag) {
        return texts(tag).stream().findFirst().filter(text -> !text.isEmpty());
    }

    /// All numbers; none where the element is absent.
    /// @throws BadScanException where it holds no finite numbers
    double[] numbers(DicomTag tag) throws BadScanException {
        Optional<DicomValue> value = value(tag);
        if (value.isEmpty()) {
            return new double[0];
        }
        Optional<double[]> numbers = value.get().numbers();
        if (numbers.isEmpty()) {
            throw bad(value.get(), "expected numbers as " + tag);
        }
        return numbers.get();
    }

    /// @throws BadScanException where there are not as many
    double[] numbers(DicomTag tag, int count) throws BadScanException {
        double[] numbers = numbers(tag);
        if (numbers.length != count) {
            throw bad("expected " + count + " numbers as " + tag + ", got " + numbers.length);
        }
        return numbers;
    }

    /// The first number.
    OptionalDouble number(DicomTag tag) throws BadScanException {
        double[] numbers = numbers(tag);
        return numbers.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(numbers[0]);
    }

    /// The first number, where it is more than 0: scanners write 0 for what they do not know.
    OptionalDouble positive(DicomTag tag) throws BadScanException {
        OptionalDouble number = number(tag);
        return number.isPresent() && number.getAsDouble() > 0 ? number : OptionalDouble.empty();
    }

    /// The first number.
    /// @throws BadScanException where it is no whole one
    OptionalInt whole(DicomTag tag) throws BadScanException {
        OptionalDouble number = number(tag);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int whole = (int) number.getAsDouble();
        if (whole != number.getAsDouble()) {
            throw bad(values.get(tag), "expected a whole number as " + tag);
        }
        return OptionalInt.of(whole);
    }

    /// @throws BadScanException where it is absent or less
    int whole(DicomTag tag, int least) throws BadScanException {
        OptionalInt whole = whole(tag);
        if (whole.isEmpty() || whole.getAsInt() < least) {
            throw bad("expected a whole number of " + least + " or more as " + tag + ", got "
                    + (whole.isEmpty() ? "none" : whole.getAsInt()));
        }
        return whole.getAsInt();
    }

    private BadScanException bad(DicomValue value, String expected) {
        return new BadScanException(file + ": byte " + value.offset() + ": " + expected + ", got " + value.shown());
    }
}
