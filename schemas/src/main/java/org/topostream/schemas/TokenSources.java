package org.topostream.schemas;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells Kafka's clients from where they may fetch tokens.
///
/// Since 4.0 they ask no address, and read no file, that the system properties [#URLS] and [#FILES] do not list. Whoever
/// writes a site's settings names its brokers, too, so the rule is: what the settings name is allowed, exactly that,
/// and nothing else. Where a property was set as the program was started (`TOPOSTREAM_JAVA_OPTS=-D...`), it counts as it
/// is.
public final class TokenSources {
    static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    static final String FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";
    private static final String OAUTH = "sasl.oauthbearer.";
    private static final List<String> URL_KEYS = List.of("token.endpoint.url", "jwks.endpoint.url");
    private static final List<String> FILE_KEYS = List.of("assertion.file", "assertion.private.key.file",
            "assertion.template.file");
    /// What Kafka Streams takes before a setting of one of its clients.
    private static final List<String> CLIENTS = List.of("", "admin.", "consumer.", "main.consumer.",
            "restore.consumer.", "global.consumer.", "producer.");
    private static final Listed LISTED_URLS = new Listed(URLS);
    private static final Listed LISTED_FILES = new Listed(FILES);

    private TokenSources() {}

    /// Allows the addresses and files that these settings name.
    /// @throws IllegalArgumentException where the program was started with a list that lacks one of them
    public static void allow(Map<String, String> settings) {
        List<String> urls = named(settings, URL_KEYS);
        LISTED_URLS.add(urls);
        LISTED_FILES.add(Stream.concat(named(settings, FILE_KEYS).stream(),
                urls.stream().filter(url -> url.startsWith("file:")).map(url -> URI.create(url).getPath())).toList());
    }

    private static List<String> named(Map<String, String> settings, List<String> keys) {
        return CLIENTS.stream().flatMap(client -> keys.stream().map(key -> settings.get(client + OAUTH + key)))
                .flatMap(value -> Optional.ofNullable(value).stream()).map(String::strip)
                .filter(value -> !value.isEmpty()).toList();
    }

    /// A system property that holds a list.
    private static final class Listed {
        private final String property;
        private final Optional<Set<String>> given;
        private final Set<String> added = new LinkedHashSet<>();

        Listed(String property) {
            this.property = property;
            given = Optional.ofNullable(System.getProperty(property))
                    .map(list -> Stream.of(list.split(",")).map(String::strip).collect(Collectors.toSet()));
        }

        synchronized void add(List<String> values) {
            if (given.isPresent()) {
                values.stream().filter(value -> !given.get().contains(value)).findFirst().ifPresent(value -> {
                    throw new IllegalArgumentException("expected one of the system property " + property + ", "
                            + given.get() + ", got " + value);
                });
            } else if (added.addAll(values)) {
                System.setProperty(property, String.join(",", added));
            }
        }
    }
}
