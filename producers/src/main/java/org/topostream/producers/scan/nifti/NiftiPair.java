package org.topostream.producers.scan.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// Where the intensities lie that a header is of.
final class NiftiPair {
    private static final Pattern HEADER = Pattern.compile("(.*\\.)(hdr|HDR)(\\.gz)?");

    private NiftiPair() {}

    /// @return the file itself, or the `.img` or `.img.gz` beside a `.hdr`, which may be absent
    static Path intensities(Path file, NiftiHeader header) throws BadScanException {
        if (!header.paired()) {
            return file;
        }
        Matcher name = HEADER.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new BadScanException(file + ": expected the name of a header to end with .hdr, since its intensities "
                    + "lie in another file (magic ni), got " + file.getFileName());
        }
        String stem = name.group(1) + (name.group(2).equals("HDR") ? "IMG" : "img");
        Path plain = file.resolveSibling(stem);
        Path packed = file.resolveSibling(stem + ".gz");
        return !Files.exists(plain) && Files.exists(packed) ? packed : plain;
    }
}
