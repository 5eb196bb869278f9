package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.ModelFormat;

/// A model whose files are the declared ones.
///
/// @param path   the model's file
/// @param format how it is written
/// @param digest of all its files, 64 lower-case hexadecimal digits
record ModelFile(Path path, ModelFormat format, String digest) {

    /// The digest is the model file's sha256; where a second file holds weights, the sha256 of the two files' sha256,
    /// as 128 lower-case hexadecimal digits, the model's first.
    /// @throws IOException where a file is absent, is not in the folder, or has another sha256 than declared
    static ModelFile verified(Path folder, BackboneSpec spec) throws IOException {
        Path path = file(folder, "model", spec.model());
        if (spec.data().isEmpty()) {
            return new ModelFile(path, spec.format(), verified(path, spec.sha256()));
        }
        Path data = file(folder, "data.file", spec.data().get().file());
        String both = verified(path, spec.sha256()) + verified(data, spec.data().get().sha256());
        String digest = HexFormat.of().formatHex(newSha256().digest(both.getBytes(StandardCharsets.US_ASCII)));
        return new ModelFile(path, spec.format(), digest);
    }

    private static Path file(Path folder, String field, String name) throws IOException {
        Path path = folder.resolve(name);
        if (!Path.of(name).equals(path.getFileName())) {
            throw new IOException(folder.resolve(BackboneSpec.FILE) + ": " + field
                    + ": expected the name of a file in the same folder, got " + name);
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": expected the file that " + field + " in " + BackboneSpec.FILE
                    + " names, found no such file");
        }
        return path;
    }

    private static String verified(Path path, String declared) throws IOException {
        String found = sha256(path);
        if (!found.equalsIgnoreCase(declared)) {
            throw new IOException(path + ": expected the sha256 " + declared + " that " + BackboneSpec.FILE
                    + " declares, got " + found);
        }
        return found;
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream contents = new DigestInputStream(Files.newInputStream(path), digest)) {
            contents.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
