package org.topostream.cli.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.registry.BearerSettings;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.serde.AvroSerializer;

/// The keys that the file of `--config` may have. A new one is added here, and nowhere else.
public final class SiteKeys {
    private static final String OURS = "topostream.";

    /// Those that are not Kafka's.
    public static final List<SiteKey> ALL = List.of(
            SiteKey.text("bootstrap.servers", "", "host:port, comma separated",
                    "Your Kafka; the same as --bootstrap-server, which goes before it"),
            SiteKey.text(RegistrySettings.URL, "", "addresses, comma separated",
                    "Your schema registry; the same as --schema-registry, which goes before it"),
            SiteKey.text(RegistrySettings.CREDENTIALS_SOURCE, "URL", "URL, USER_INFO",
                    "Where the registry's login stands: in its address, or in " + RegistrySettings.USER_INFO),
            SiteKey.text(RegistrySettings.USER_INFO, "", "user:password", "The registry's login"),
            SiteKey.text(RegistrySettings.OLD_USER_INFO, "", "user:password",
                    "Older name of " + RegistrySettings.USER_INFO),
            SiteKey.text(AvroSerializer.REGISTER, "true", "true, false",
                    "Whether schemas are registered as records are first written"),
            SiteKey.text("value.subject.name.strategy", "", "a class of Confluent's names",
                    "How the registry's subjects are named; by topic where it is not said"),
            SiteKey.number(RegistrySettings.PATIENCE, 30_000, "ms", 0, "0 or more",
                    "How long a registry that cannot be reached is tried again"),
            SiteKey.number(SizeLimits.SETTING, 16L << 20, "bytes", 1, "as the refusal says, where it is not possible",
                    "Largest record; topics, clients and the embedded broker follow it"),
            SiteKey.text(Site.SERIALIZER, "topostream's", "a class on the class path", "Serializer of values"),
            SiteKey.text(Site.DESERIALIZER, "topostream's", "a class on the class path", "Deserializer of values"),
            SiteKey.text("config.providers", "", "env, file, directory, or names with classes",
                    "Where secrets come from: ${env:NAME}, ${file:/path:key}, ${directory:/path:name} in other settings"),
            SiteKey.text("config.providers.*", "", "", "Class and settings of a provider of secrets"),
            SiteKey.text("schema.registry.ssl.*", "", "as Kafka's ssl.* settings", "Certificates for the registry"),
            SiteKey.text(BearerSettings.SOURCE, "", "STATIC_TOKEN, OAUTHBEARER",
                    "Whether the registry wants a token, and where that comes from"),
            SiteKey.text(BearerSettings.TOKEN, "", "visible ASCII", "The token of STATIC_TOKEN"),
            SiteKey.text(BearerSettings.ISSUER, "", "an address", "Who gives out tokens, for OAUTHBEARER"),
            SiteKey.text(BearerSettings.CLIENT_ID, "", "", "The login at it"),
            SiteKey.text(BearerSettings.CLIENT_SECRET, "", "", "The secret of that login"),
            SiteKey.text(BearerSettings.SCOPE, "", "", "Which rights are asked for"),
            SiteKey.number(BearerSettings.BUFFER, 300, "s", 0, "0 or more",
                    "How long before its end a token is renewed"),
            SiteKey.text(BearerSettings.LOGICAL_CLUSTER, "", "", "Confluent Cloud's name of the registry"),
            SiteKey.text(BearerSettings.IDENTITY_POOL, "", "", "Confluent Cloud's name of the pool of logins"),
            SiteKey.text("producer.*", "", "", "A setting of the producers of Kafka Streams alone"),
            SiteKey.text("consumer.*", "", "", "A setting of all consumers of Kafka Streams alone"),
            SiteKey.text("main.consumer.*", "", "", "A setting of its main consumers alone"),
            SiteKey.text("restore.consumer.*", "", "", "A setting of its restoring consumers alone"),
            SiteKey.text("admin.*", "", "", "A setting of its admin clients alone"),
            SiteKey.text("topic.*", "", "", "A setting of the topics that Kafka Streams makes for its stores"));

    private static final Set<String> KAFKA = Stream.of(ProducerConfig.configNames(), ConsumerConfig.configNames(),
            AdminClientConfig.configNames(), StreamsConfig.configDef().names()).flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private SiteKeys() {}

    /// Where the site has serializers of its own, those may have settings that we cannot know; else every key is ours or
    /// one of Kafka's clients and streams.
    /// @throws IllegalArgumentException where one is neither, or its number is none or out of its range
    static void require(Path file, Map<String, String> settings) {
        boolean othersSettings = settings.containsKey(Site.SERIALIZER) || settings.containsKey(Site.DESERIALIZER);
        for (String key : settings.keySet()) {
            boolean ours = ALL.stream().anyMatch(each -> each.matches(key));
            if (!ours && !KAFKA.contains(key) && (key.startsWith(OURS) || !othersSettings)) {
                throw new IllegalArgumentException(
                        "--config " + file + ": expected a setting of Kafka's clients or one of "
                                + ALL.stream().map(SiteKey::name).collect(Collectors.joining(", ")) + ", got " + key);
            }
            ALL.stream().filter(each -> each.matches(key) && !each.takes(settings.get(key))).findFirst()
                    .ifPresent(each -> {
                        throw new IllegalArgumentException(
                                "--config " + file + ": expected " + key + " with a number of "
                                        + each.unit() + ", " + each.smallest().getAsLong() + " or more, got '"
                                        + settings.get(key) + "'");
                    });
        }
    }
}
