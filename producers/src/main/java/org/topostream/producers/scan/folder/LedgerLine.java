package org.topostream.producers.scan.folder;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A line of a [FileLedger]: the crc32c of the rest in eight hexadecimal digits, then fields, all with tabs between
/// them.
final class LedgerLine {
    private LedgerLine() {}

    /// The whole line, with its end.
    static String of(LedgerEntry entry) {
        String fields = switch (entry) {
            case LedgerEntry.Run run -> "run\t" + encode(run.series()) + "\t" + encode(run.name());
            case LedgerEntry.Volume volume -> "volume\t" + encode(volume.series()) + "\t" + volume.number() + "\t"
                    + volume.digest();
            case LedgerEntry.Settled file -> "file\t" + encode(file.file()) + "\t" + file.stamp().size() + "\t"
                    + file.stamp().times();
        };
        return checksum(fields) + "\t" + fields + "\n";
    }

    /// Reads a line without its end; empty where it is damaged.
    static Optional<LedgerEntry> parse(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
            return Optional.empty();
        }
        String[] fields = line.split("\t", -1);
        return switch (fields[1]) {
            case "run" -> Optional.of(new LedgerEntry.Run(decode(fields[2]), decode(fields[3])));
            case "volume" -> Optional.of(new LedgerEntry.Volume(decode(fields[2]), Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4])));
            case "file" -> Optional.of(new LedgerEntry.Settled(decode(fields[2]), new Stamp(Long.parseLong(fields[3]),
                    Long.parseLong(fields[4]))));
            default -> Optional.empty();
        };
    }

    private static String checksum(String fields) {
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
