package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/// What `fixtures.py`, beside the file that is read, wrote with Python's struct, NumPy and NiBabel.
final class Fixtures {
    private static final String FILE = "/scan/socket/fixtures.properties";

    private Fixtures() {}

    private static String value(String name) throws IOException {
        Properties values = new Properties();
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(FILE), FILE)) {
            values.load(in);
        }
        return Objects.requireNonNull(values.getProperty(name), name);
    }

    static byte[] bytes(String name) throws IOException {
        return Base64.getDecoder().decode(value(name));
    }

    static double[] numbers(String name) throws IOException {
        return Stream.of(value(name).split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
