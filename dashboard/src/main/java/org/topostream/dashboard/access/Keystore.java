package org.topostream.dashboard.access;

import java.nio.file.Path;

/// A server's key and certificate.
///
/// @param file     PKCS12 or JKS
/// @param password of file and key
public record Keystore(Path file, String password) {
    /// Without the password.
    @Override
    public String toString() {
        return "Keystore[" + file + "]";
    }
}
