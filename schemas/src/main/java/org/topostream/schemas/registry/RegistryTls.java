package org.topostream.schemas.registry;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/// Whom the registry's client trusts, and the certificate that it shows: `schema.registry.ssl.*`, which is spelt and read
/// as the `ssl.*` of Kafka's clients. Without any of them Java's own trust store counts.
///
/// @param settings as Kafka spells them, `ssl.truststore.location` and so on
record RegistryTls(Map<String, String> settings) {
    static final String PREFIX = "schema.registry.";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ConfigDef DEFINITION = new ConfigDef().withClientSslSupport();
    private static final Set<String> KNOWN = DEFINITION.names();

    /// One for all who trust the same: each would have a thread of its own, and set up TLS anew.
    private static final Map<RegistryTls, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    RegistryTls {
        settings = Map.copyOf(settings);
    }

    /// @throws IllegalArgumentException where a setting is none, or switches off that the registry's name is checked
    static RegistryTls from(Map<String, ?> config) {
        Map<String, String> settings = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(PREFIX + "ssl.") && value != null) {
                settings.put(known(key), Secret.text(value));
            }
        });
        String check = settings.getOrDefault(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
        if (!check.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException(PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG
                    + ": expected https, since a registry's name is always checked, got '" + check + "'");
        }
        return new RegistryTls(settings);
    }

    private static String known(String key) {
        String name = key.substring(PREFIX.length());
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("unknown setting " + key + "; expected " + PREFIX
                    + " before one of " + KNOWN.stream().sorted().toList());
        }
        return name;
    }

    /// A client for everybody with these settings.
    /// @throws IllegalArgumentException where a store cannot be read
    HttpClient client() {
        return CLIENTS.computeIfAbsent(this, RegistryTls::make);
    }

    private HttpClient make() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT);
        if (settings.isEmpty()) {
            return client.build();
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(DEFINITION.parse(settings));
            return client.sslContext(factory.sslContext()).build();
        } catch (KafkaException e) {
            throw new IllegalArgumentException(PREFIX + "ssl.*: expected stores that can be read, got "
                    + e.getMessage(), e);
        }
    }

    /// Without values, where passwords may stand.
    @Override
    public String toString() {
        return "RegistryTls" + new TreeMap<>(settings).keySet();
    }
}
