package org.topostream.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the Schema Registry is and how to log in, under Confluent's own property names.
///
/// @param urls          one or more, tried in order
/// @param authorization value of the `Authorization` header, where the registry asks for one
/// @param patience      how long an unreachable registry is retried before giving up
public record RegistrySettings(List<URI> urls, Optional<String> authorization, Duration patience) {
    /// Comma-separated registry addresses.
    public static final String URL = "schema.registry.url";
    /// `USER_INFO` or `URL`; only the first needs [#USER_INFO].
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    /// `user:password`.
    public static final String USER_INFO = "basic.auth.user.info";
    /// Older name of [#USER_INFO].
    public static final String OLD_USER_INFO = "schema.registry.basic.auth.user.info";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public RegistrySettings {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(URL + " names no schema registry");
        }
        urls = List.copyOf(urls);
    }

    /// From a client's configuration.
    /// @throws IllegalArgumentException where [#URL] is missing or malformed
    public static RegistrySettings from(Map<String, ?> config) {
        Object urls = config.get(URL);
        if (urls == null || urls.toString().isBlank()) {
            throw new IllegalArgumentException(
                    URL + " is not set; expected the schema registry's address, such as http://localhost:8081");
        }
        List<URI> addresses = Arrays.stream(urls.toString().split(",")).map(String::strip).map(RegistrySettings::uri)
                .toList();
        return new RegistrySettings(addresses, credentials(config, addresses.getFirst()), PATIENCE);
    }

    private static URI uri(String address) {
        URI uri = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        if (uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(URL + " must start with http:// or https://, got " + address);
        }
        return uri;
    }

    private static Optional<String> credentials(Map<String, ?> config, URI first) {
        Object source = config.get(CREDENTIALS_SOURCE);
        String user = first.getUserInfo();
        if (source != null && source.toString().equals("USER_INFO")) {
            Object info = config.containsKey(USER_INFO) ? config.get(USER_INFO) : config.get(OLD_USER_INFO);
            if (info == null) {
                throw new IllegalArgumentException(CREDENTIALS_SOURCE + " is USER_INFO but " + USER_INFO
                        + " is not set; expected user:password");
            }
            user = info.toString();
        }
        return Optional.ofNullable(user)
                .map(u -> "Basic " + Base64.getEncoder().encodeToString(u.getBytes(StandardCharsets.UTF_8)));
    }
}
