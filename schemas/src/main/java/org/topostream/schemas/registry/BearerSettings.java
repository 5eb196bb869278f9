package org.topostream.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How to log in at the registry with a token, under Confluent's property names.
public sealed interface BearerSettings {
    /// `STATIC_TOKEN` or `OAUTHBEARER`; without it no token is sent.
    String SOURCE = "bearer.auth.credentials.source";
    /// The token, for `STATIC_TOKEN`.
    String TOKEN = "bearer.auth.token";
    /// Where tokens come from, for `OAUTHBEARER`.
    String ISSUER = "bearer.auth.issuer.endpoint.url";
    String CLIENT_ID = "bearer.auth.client.id";
    String CLIENT_SECRET = "bearer.auth.client.secret";
    String SCOPE = "bearer.auth.scope";
    /// Seconds before its end at which a token is replaced.
    String BUFFER = "bearer.auth.cache.expiry.buffer.seconds";
    /// Sent as the header `target-sr-cluster`.
    String LOGICAL_CLUSTER = "bearer.auth.logical.cluster";
    /// Sent as the header `Confluent-Identity-Pool-Id`.
    String IDENTITY_POOL = "bearer.auth.identity.pool.id";

    /// All keys that are understood.
    Set<String> KEYS = Set.of(SOURCE, TOKEN, ISSUER, CLIENT_ID, CLIENT_SECRET, SCOPE, BUFFER, LOGICAL_CLUSTER,
            IDENTITY_POOL);

    /// No token.
    record None() implements BearerSettings {}

    /// The same token always.
    record Fixed(String token) implements BearerSettings {
        @Override
        public String toString() {
            return "Fixed[token hidden]";
        }
    }

    /// Tokens by client credentials (RFC 6749, section 4.4).
    ///
    /// @param buffer before its end at which a token is replaced
    record ClientCredentials(URI issuer, String id, String secret, String scope, Duration buffer)
            implements
                BearerSettings {
        @Override
        public String toString() {
            return "ClientCredentials[" + issuer + ", " + id + ", secret hidden]";
        }
    }

    /// From a client's configuration.
    /// @throws IllegalArgumentException where a key is missing, unknown or malformed; the message repeats no secret
    static BearerSettings from(Map<String, ?> config) {
        config.keySet().stream().filter(key -> key.startsWith("bearer.auth.") && !KEYS.contains(key)).findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("unknown setting " + key + "; expected one of "
                            + new TreeSet<>(KEYS));
                });
        return switch (text(config, SOURCE).orElse("")) {
            case "" -> new None();
            case "STATIC_TOKEN" -> new Fixed(visible(TOKEN, required(config, TOKEN)));
            case "OAUTHBEARER" -> new ClientCredentials(issuer(required(config, ISSUER)),
                    required(config, CLIENT_ID), required(config, CLIENT_SECRET), text(config, SCOPE).orElse(""),
                    Duration.ofSeconds(seconds(text(config, BUFFER).orElse("300"))));
            default -> throw new IllegalArgumentException(SOURCE + ": expected STATIC_TOKEN or OAUTHBEARER, got "
                    + text(config, SOURCE).orElse(""));
        };
    }

    private static Optional<String> text(Map<String, ?> config, String key) {
        return Optional.ofNullable(config.get(key)).map(Secret::text).map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static String required(Map<String, ?> config, String key) {
        return text(config, key).orElseThrow(() -> new IllegalArgumentException(
                SOURCE + " is " + text(config, SOURCE).orElse("") + " but " + key + " is not set"));
    }

    private static String visible(String key, String token) {
        if (!token.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw new IllegalArgumentException(key + ": expected a token of visible ASCII, without spaces");
        }
        return token;
    }

    private static URI issuer(String url) {
        if (!url.matches("https?://[^\\s/@]+(/\\S*)?")) {
            throw new IllegalArgumentException(ISSUER + ": expected http(s)://HOST/PATH without a login");
        }
        return URI.create(url);
    }

    private static long seconds(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(BUFFER + ": expected whole seconds, got " + text);
        }
        return Long.parseLong(text);
    }
}
