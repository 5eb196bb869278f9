package org.topostream.schemas.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Where the Schema Registry is and how to log in, under Confluent's own property names.
///
/// @param addresses one or more, tried in order
/// @param patience  how long an unreachable registry is retried before giving up
public record RegistrySettings(List<RegistryAddress> addresses, Duration patience) {
    /// Comma-separated registry addresses.
    public static final String URL = "schema.registry.url";
    /// `URL`, the default: each address brings its own login, if any. `USER_INFO`: all take that of [#USER_INFO].
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    /// `user:password`.
    public static final String USER_INFO = "basic.auth.user.info";
    /// Older name of [#USER_INFO].
    public static final String OLD_USER_INFO = "schema.registry.basic.auth.user.info";
    /// Ours: the patience in milliseconds.
    public static final String PATIENCE = "topostream.schema.registry.patience.ms";
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    public RegistrySettings {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(URL + " names no schema registry");
        }
        addresses = List.copyOf(addresses);
    }

    /// From a client's configuration.
    /// @throws IllegalArgumentException where [#URL] is missing or malformed, or the login is
    public static RegistrySettings from(Map<String, ?> config) {
        Object urls = config.get(URL);
        if (urls == null || urls.toString().isBlank()) {
            throw new IllegalArgumentException(
                    URL + " is not set; expected the schema registry's address, such as http://localhost:8081");
        }
        List<RegistryAddress> addresses = Arrays.stream(urls.toString().split(",")).map(String::strip)
                .map(RegistryAddress::parse).toList();
        return new RegistrySettings(withLogin(config, addresses), patience(config));
    }

    private static List<RegistryAddress> withLogin(Map<String, ?> config, List<RegistryAddress> addresses) {
        Object source = config.get(CREDENTIALS_SOURCE);
        return switch (source == null ? "URL" : source.toString()) {
            case "URL" -> addresses;
            case "USER_INFO" -> withLogin(userInfo(config), addresses);
            default -> throw new IllegalArgumentException(
                    CREDENTIALS_SOURCE + ": expected URL or USER_INFO, got " + source);
        };
    }

    private static List<RegistryAddress> withLogin(String login, List<RegistryAddress> addresses) {
        return addresses.stream().map(address -> address.withLogin(login)).toList();
    }

    private static String userInfo(Map<String, ?> config) {
        Object info = config.containsKey(USER_INFO) ? config.get(USER_INFO) : config.get(OLD_USER_INFO);
        if (info == null || info.toString().isBlank()) {
            throw new IllegalArgumentException(
                    CREDENTIALS_SOURCE + " is USER_INFO but " + USER_INFO + " is not set; expected user:password");
        }
        return info.toString();
    }

    private static Duration patience(Map<String, ?> config) {
        Object millis = config.get(PATIENCE);
        try {
            return millis == null ? DEFAULT_PATIENCE : Duration.ofMillis(Long.parseLong(millis.toString()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PATIENCE + ": expected whole milliseconds, got " + millis, e);
        }
    }
}
