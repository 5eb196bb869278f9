package org.topostream.schemas.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the Schema Registry is and how to log in, under Confluent's own property names.
///
/// @param addresses one or more, tried in order
/// @param patience  how long an unreachable registry is retried before giving up
/// @param tls       whom to trust, and the certificate to show
/// @param bearer    the token to log in with, if any
/// @param headers   sent with every request
public record RegistrySettings(List<RegistryAddress> addresses, Duration patience, RegistryTls tls,
        BearerSettings bearer, Map<String, String> headers) {
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
        headers = Map.copyOf(headers);
    }

    /// Without TLS settings and tokens.
    RegistrySettings(List<RegistryAddress> addresses, Duration patience) {
        this(addresses, patience, new RegistryTls(Map.of()), new BearerSettings.None(), Map.of());
    }

    /// From a client's configuration.
    /// @throws IllegalArgumentException where [#URL] is missing or malformed, or the login is, or one of
    /// `schema.registry.ssl.*` and `bearer.auth.*` is unknown; the message repeats no secret
    public static RegistrySettings from(Map<String, ?> config) {
        Object urls = config.get(URL);
        if (urls == null || urls.toString().isBlank()) {
            throw new IllegalArgumentException(
                    URL + " is not set; expected the schema registry's address, such as http://localhost:8081");
        }
        List<RegistryAddress> addresses = Arrays.stream(urls.toString().split(",")).map(String::strip)
                .map(RegistryAddress::parse).toList();
        BearerSettings bearer = BearerSettings.from(config);
        if (!(bearer instanceof BearerSettings.None) && config.containsKey(CREDENTIALS_SOURCE)) {
            throw new IllegalArgumentException(CREDENTIALS_SOURCE + " and " + BearerSettings.SOURCE
                    + " are both set; expected one way to log in");
        }
        return new RegistrySettings(withLogin(config, addresses), patience(config), RegistryTls.from(config), bearer,
                headers(config));
    }

    private static Map<String, String> headers(Map<String, ?> config) {
        Map<String, String> headers = new HashMap<>();
        Map.of(BearerSettings.LOGICAL_CLUSTER, "target-sr-cluster", BearerSettings.IDENTITY_POOL,
                "Confluent-Identity-Pool-Id").forEach(
                        (key, header) -> Optional.ofNullable(config.get(key))
                                .ifPresent(value -> headers.put(header, value.toString())));
        return headers;
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
        if (info == null || Secret.text(info).isBlank()) {
            throw new IllegalArgumentException(
                    CREDENTIALS_SOURCE + " is USER_INFO but " + USER_INFO + " is not set; expected user:password");
        }
        return Secret.text(info);
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
