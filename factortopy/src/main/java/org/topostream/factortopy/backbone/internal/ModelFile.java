package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.topostream.factortopy.backbone.BackboneSpec;

/// A model file whose contents are the declared ones.
///
/// @param path   the file
/// @param sha256 of its contents, 64 lower-case hexadecimal digits
record ModelFile(Path path, String sha256) {

    /// @throws IOException where the file is absent, is not in the folder, or has another sha256 than declared
    static ModelFile verified(Path folder, BackboneSpec spec) throws IOException {
        Path path = folder.resolve(spec.model());
        if (!Path.of(spec.model()).equals(path.getFileName())) {
            throw new IOException(folder.resolve(BackboneSpec.FILE)
                    + ": model: expected the name of a file in the same folder, got " + spec.model());
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": expected the backbone's model, found no such file");
        }
        String found = sha256(path);
        if (!found.equalsIgnoreCase(spec.sha256())) {
            throw new IOException(path + ": expected the sha256 " + spec.sha256() + " that " + BackboneSpec.FILE
                    + " declares, got " + found);
        }
        return new ModelFile(path, found);
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
