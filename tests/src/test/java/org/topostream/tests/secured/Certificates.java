package org.topostream.tests.secured;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/// Keys and certificates made by the JDK's keytool, each of which vouches for itself, in a folder.
public final class Certificates {
    public static final String PASSWORD = "keystore-secret-of-the-tests";
    private static final String PKCS12 = "PKCS12";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /// Makes one for each name, all at the same time; each is good for `localhost` and 127.0.0.1.
    public static Certificates make(Path folder, String... names) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Process> keytools = new ArrayList<>();
        for (String name : names) {
            keytools.add(start(folder, name));
        }
        for (Process keytool : keytools) {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed; its logs lie in " + folder);
            }
        }
        return new Certificates(folder);
    }

    private static Process start(Path folder, String name) throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-ext",
                "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", PKCS12, "-keystore",
                folder.resolve(name + ".p12").toString(), "-storepass:env", "PASS");
        keytool.environment().put("PASS", PASSWORD);
        return keytool.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile()).start();
    }

    /// Somebody's key and certificate, PKCS12.
    public Path keystore(String name) {
        return folder.resolve(name + ".p12");
    }

    /// A store that trusts these, PKCS12.
    public Path trusting(String... names) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("trusts-" + String.join("-", names) + ".p12");
        if (Files.exists(file)) {
            return file; // Somebody may be reading it.
        }
        KeyStore trusted = KeyStore.getInstance(PKCS12);
        trusted.load(null, null);
        for (String name : names) {
            trusted.setCertificateEntry(name, load(name).getCertificate(name));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /// Somebody's key and certificate.
    public KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(PKCS12);
        try (InputStream in = Files.newInputStream(keystore(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
