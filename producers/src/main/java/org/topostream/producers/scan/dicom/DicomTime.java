package org.topostream.producers.scan.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When an image was taken, in seconds on the scanner's own clock, whatever its time zone: since 1970 where a date goes
/// with it, else since midnight.
///
/// A time that is written in no way DICOM knows counts as none; the image is worth more than its time.
final class DicomTime {
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{2}):?(\\d{2}):?(\\d{2})(\\.\\d{1,9})?");
    private static final Pattern DATE_TIME = Pattern.compile("(\\d{8})(\\d{6}(?:\\.\\d{1,9})?)(?:[+-]\\d{4})?");
    private static final int DAY = 86_400;

    private DicomTime() {}

    /// Of a file: its acquisition's date and time, in one element or in two.
    static OptionalDouble of(DicomDataSet file) {
        OptionalDouble both = of(file.text(DicomTag.ACQUISITION_DATE_TIME));
        if (both.isPresent()) {
            return both;
        }
        OptionalDouble seconds = seconds(file.text(DicomTag.ACQUISITION_TIME).orElse(""));
        OptionalDouble days = days(file.text(DicomTag.ACQUISITION_DATE).orElse(""));
        return seconds.isPresent() && days.isPresent()
                ? OptionalDouble.of(DAY * days.getAsDouble() + seconds.getAsDouble())
                : seconds;
    }

    /// Of a date and time in one.
    static OptionalDouble of(Optional<String> dateTime) {
        Matcher parts = DATE_TIME.matcher(dateTime.orElse(""));
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        OptionalDouble days = days(parts.group(1));
        OptionalDouble seconds = seconds(parts.group(2));
        return days.isPresent() && seconds.isPresent()
                ? OptionalDouble.of(DAY * days.getAsDouble() + seconds.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble days(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            return OptionalDouble.of((double) date.toEpochDay());
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble seconds(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        try {
            LocalTime time = LocalTime.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            double fraction = parts.group(4) == null ? 0 : Double.parseDouble(parts.group(4));
            return OptionalDouble.of(time.toSecondOfDay() + fraction);
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }
}
