package org.topostream.producers.scan.nifti;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// Which volume of its series a file has: the source's own count, as the file's name tells it.
@FunctionalInterface
public interface FileNumbering {
    /// @return from 0
    /// @throws BadScanException where the name does not tell
    int number(Path file) throws BadScanException;

    /// The digits that the name ends with before its extension, such as 12 of `volume_0012.nii.gz` and `Dump-0012.par`.
    /// @param first the number in the name of the first volume, which is volume 0
    static FileNumbering trailing(int first) {
        Pattern name = Pattern.compile("(?<!\\d)(\\d{1,18})(?:\\.(?:nii|hdr|img|par|rec))?(?:\\.gz)?$",
                Pattern.CASE_INSENSITIVE);
        return file -> {
            Matcher digits = name.matcher(String.valueOf(file.getFileName()));
            if (!digits.find()) {
                throw new BadScanException(file + ": expected a name that ends with the volume's number, got "
                        + file.getFileName());
            }
            long number = Long.parseLong(digits.group(1)) - first;
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new BadScanException(file + ": expected a number from " + first + " on in the name, got "
                        + digits.group(1));
            }
            return (int) number;
        };
    }
}
