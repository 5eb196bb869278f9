package org.topostream.dashboard.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/// What a browser holds instead of the token once it has logged in: an end, signed. Nothing is remembered here, so that a
/// server that was started again knows it still; another token makes all of them worthless.
public final class Tickets {
    /// A day at the scanner.
    public static final Duration LASTS = Duration.ofHours(12);
    private static final String PURPOSE = "topostream page until ";

    private final Token token;
    private final InstantSource clock;

    public Tickets(Token token, InstantSource clock) {
        this.token = token;
        this.clock = clock;
    }

    /// Whether somebody knows the token.
    public boolean admits(String given) {
        return token.is(given);
    }

    public String issue() {
        long end = clock.instant().plus(LASTS).getEpochSecond();
        return end + "." + signature(end);
    }

    /// Whether it is one of ours that has not ended.
    public boolean isGood(String ticket) {
        String[] parts = ticket.split("\\.", -1);
        if (parts.length != 2 || !parts[0].matches("\\d{1,12}")) {
            return false;
        }
        long end = Long.parseLong(parts[0]);
        return MessageDigest.isEqual(signature(end).getBytes(StandardCharsets.US_ASCII),
                parts[1].getBytes(StandardCharsets.UTF_8))
                && clock.instant().isBefore(Instant.ofEpochSecond(end));
    }

    private String signature(long end) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.sign(PURPOSE + end));
    }
}
