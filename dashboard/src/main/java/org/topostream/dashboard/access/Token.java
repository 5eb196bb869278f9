package org.topostream.dashboard.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that whoever reads the page, or sends to its doors, must know.
public final class Token {
    /// Fewer characters could be guessed.
    public static final int SHORTEST = 20;
    private static final String MAC = "HmacSHA256";

    private final byte[] text;

    private Token(byte[] text) {
        this.text = text;
    }

    /// @param text visible ASCII, [#SHORTEST] characters or more; space around it does not count
    /// @throws IllegalArgumentException where it is none; the message does not repeat it
    public static Token of(String text) {
        String stripped = text.strip();
        if (stripped.length() < SHORTEST) {
            throw new IllegalArgumentException("expected a token of " + SHORTEST + " characters or more, got "
                    + stripped.length() + "; 'openssl rand -hex 32' makes one");
        }
        if (!stripped.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw new IllegalArgumentException("expected a token of visible ASCII, without spaces");
        }
        return new Token(stripped.getBytes(StandardCharsets.US_ASCII));
    }

    /// @throws IOException              where the file cannot be read
    /// @throws IllegalArgumentException where it holds no token
    public static Token read(Path file) throws IOException {
        try {
            return of(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--token-file " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("--token-file " + file + ": expected a file with a token, got " + e, e);
        }
    }

    /// Takes as long whatever was given.
    boolean is(String given) {
        return MessageDigest.isEqual(sign(given), sign(new String(text, StandardCharsets.US_ASCII)));
    }

    /// What nobody can say who does not know the token (HMAC-SHA256).
    byte[] sign(String message) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(text, MAC));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    /// Without it.
    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
