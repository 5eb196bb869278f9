package org.topostream.producers.scan.folder;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A line of the [Ledger]: the crc32c of the rest in eight hexadecimal digits, then fields, all with tabs between them.
sealed interface LedgerEntry {
    /// The series is this run.
    record Run(String series, String name) implements LedgerEntry {
        @Override
        public String fields() {
            return "run\t" + encode(series) + "\t" + encode(name);
        }
    }

    /// The output has taken this volume.
    ///
    /// @param digest of its intensities
    record Volume(String series, int number, int digest) implements LedgerEntry {
        @Override
        public String fields() {
            return "volume\t" + encode(series) + "\t" + number + "\t" + digest;
        }
    }

    /// The output has taken all volumes of this file.
    ///
    /// @param file its path in the folder, with `/` between the parts
    record Settled(String file, Stamp stamp) implements LedgerEntry {
        @Override
        public String fields() {
            return "file\t" + encode(file) + "\t" + stamp.size() + "\t" + stamp.times();
        }
    }

    /// What follows the checksum.
    String fields();

    /// The whole line, with its end.
    default String line() {
        return checksum(fields()) + "\t" + fields() + "\n";
    }

    /// Reads a line without its end; empty where it is damaged.
    static Optional<LedgerEntry> parse(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
            return Optional.empty();
        }
        String[] fields = line.split("\t", -1);
        return switch (fields[1]) {
            case "run" -> Optional.of(new Run(decode(fields[2]), decode(fields[3])));
            case "volume" -> Optional.of(new Volume(decode(fields[2]), Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4])));
            case "file" -> Optional.of(new Settled(decode(fields[2]), new Stamp(Long.parseLong(fields[3]),
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
