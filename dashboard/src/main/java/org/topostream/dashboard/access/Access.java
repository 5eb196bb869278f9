package org.topostream.dashboard.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;

/// Who gets to the page and its doors.
///
/// @param token       what they must know; nothing lets in whoever is on this machine, and is refused elsewhere
/// @param keystore    for HTTPS; nothing is HTTP
/// @param requestRate most requests a second of one client, four times as many at once; nothing is no limit on this
///                    machine and [#USUAL_RATE] elsewhere
public record Access(Optional<Token> token, Optional<Keystore> keystore, OptionalInt requestRate) {
    /// The page itself is some fifty files.
    public static final int USUAL_RATE = 100;

    /// @throws IllegalArgumentException where no request would be let through
    public Access {
        if (requestRate.isPresent() && requestRate.getAsInt() < 1) {
            throw new IllegalArgumentException("request rate must be 1 or more, got " + requestRate.getAsInt());
        }
    }

    /// Whoever is on this machine.
    public static Access open() {
        return new Access(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /// @param host where the server is to listen
    /// @throws IllegalArgumentException where others would get there who are asked for nothing
    /// @throws UnknownHostException     where there is no such host
    public void requireFit(String host) throws UnknownHostException {
        if (token.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("at " + host + " other machines reach the live page: expected a token "
                    + "(--token-file or the environment's TOPOSTREAM_TOKEN), got none");
        }
    }

    /// @return requests a second of one client; nothing where they are not counted
    /// @throws UnknownHostException where there is no such host
    public OptionalInt rateAt(String host) throws UnknownHostException {
        return requestRate.isPresent() || isLoopback(host) ? requestRate : OptionalInt.of(USUAL_RATE);
    }

    /// @throws UnknownHostException where there is no such host
    public static boolean isLoopback(String host) throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress();
    }
}
