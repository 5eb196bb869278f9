package org.topostream.producers.scan.format;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// To which series a file belongs, by its name: `func/run1_0012.nii.gz` is of the series `func/run1`.
///
/// @param series the folder's name and the file's without its number and extension
/// @param number that the name ends with
record FileSeries(String series, Optional<Integer> number) {
    private static final Pattern NAME = Pattern.compile("(.*?)[-_.]?(?<!\\d)(\\d{1,9})?(?:\\.(?:nii|hdr|img|par|rec))?"
            + "(?:\\.gz)?", Pattern.CASE_INSENSITIVE);

    static FileSeries of(Path file) {
        Matcher parts = NAME.matcher(String.valueOf(file.getFileName()));
        if (!parts.matches()) {
            throw new IllegalStateException("every name fits, got " + file.getFileName());
        }
        String folder = Optional.ofNullable(file.toAbsolutePath().getParent()).map(Path::getFileName)
                .map(Path::toString).orElse("");
        String name = parts.group(1).isEmpty() ? folder : folder + "/" + parts.group(1);
        return new FileSeries(name, Optional.ofNullable(parts.group(2)).map(Integer::valueOf));
    }

    /// The series of a file that has all its volumes itself, where digits at the end of the name are a part of it.
    static String whole(Path file) {
        FileSeries parts = of(file);
        return parts.number().map(number -> parts.series() + "-" + number).orElse(parts.series());
    }
}
