package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.security.auth.login.LoginException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.registry.RegistryRefusedException;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.RegistryUnavailableException;
import org.topostream.schemas.registry.SchemaRegistryClient;
import org.topostream.tests.secured.Attempt;
import org.topostream.tests.secured.LogWatch;
import org.topostream.tests.secured.TokenIssuer;

/// What nobody may do on Kafka and the registry, each with the refusal that it meets.
@ExtendWith(SecuredSite.Resolver.class)
class ForbiddenClientsTest {
    private static final int PATIENCE_MS = 10_000;
    /// For what no answer comes to.
    private static final int SILENCE_MS = 2_000;

    static Stream<Arguments> othersTopics() {
        return Stream.of(arguments("stimuli", "responses.small"), arguments("stimuli", "predictions.small"),
                arguments("stimuli", "maps.small"), arguments("stimuli", "events.other"),
                arguments("stimuli", "subjects"), arguments("scanner", "stimuli"),
                arguments("scanner", "responses.small"), arguments("scanner", "volumes.other"),
                arguments("responder", "stimuli"), arguments("responder", "responses.other"),
                arguments("subscriber", "maps.small"), arguments("extract", "predictions.small"),
                arguments("score", "maps.small"), arguments("score", "predictions.other"),
                arguments("evaluate", "responses.small"), arguments("map", "encoders.small.pixels"),
                arguments("trainer", "predictions.small"), arguments("doors", "maps.small"),
                arguments("operator", "maps.small"), arguments("nobody", "stimuli"));
    }

    @ParameterizedTest(name = "{0} writes {1}")
    @MethodSource("othersTopics")
    void nobodyWritesWhatIsNotTheirRoles(String user, String topic, SecuredSite secured) {
        refuses(TopicAuthorizationException.class, secured, each -> write(each.site(user), topic));
    }

    static Stream<Arguments> othersData() {
        return Stream.of(arguments("subscriber", "maps.other"), arguments("subscriber", "predictions.small"),
                arguments("subscriber", "responses.small"), arguments("subscriber", "subjects"),
                arguments("stimuli", "stimuli"), arguments("stimuli", "predictions.small"),
                arguments("scanner", "volumes.small"), arguments("responder", "maps.small"),
                arguments("evaluate", "responses.other"), arguments("extract", "responses.small"),
                arguments("operator", "maps.small"), arguments("nobody", "maps.small"));
    }

    @ParameterizedTest(name = "{0} reads {1}")
    @MethodSource("othersData")
    void nobodyReadsWhatIsNotTheirRoles(String user, String topic, SecuredSite secured) {
        refuses(TopicAuthorizationException.class, secured, each -> read(each.site(user), topic));
    }

    private static Arguments row(String what, Class<? extends Exception> refusal, Attempt<SecuredSite> attempt) {
        return arguments(what, refusal, attempt);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                row("a subscriber reads in another part's group", GroupAuthorizationException.class,
                        secured -> commitAs(secured.site("subscriber"), "topostream-score-small.pixels")),
                row("a responder fences the trainer off", TransactionalIdAuthorizationException.class,
                        secured -> fence(secured.site("responder"), "topostream-train-small.pixels")),
                row("a scorer makes a topic", TopicAuthorizationException.class,
                        secured -> make(secured.site("score"), "features.mine")),
                row("an operator deletes a topic", TopicAuthorizationException.class,
                        secured -> delete(secured.site("operator"), "responses.small")),
                row("an operator gives rights", ClusterAuthorizationException.class,
                        secured -> giveAll(secured.site("operator"), "User:operator")),
                row("a wrong password", SaslAuthenticationException.class,
                        secured -> list(changed(secured, secured.password("operator"), "sasl.jaas.config",
                                jaas -> jaas.replaceFirst("password=\".*\"", "password=\"wrong\"")))),
                row("an unknown user", SaslAuthenticationException.class,
                        secured -> list(changed(secured, secured.password("operator"), "sasl.jaas.config",
                                jaas -> jaas.replace("username=\"operator\"", "username=\"mallory\"")))),
                row("plain text", TimeoutException.class, secured -> hearNothing(changed(secured,
                        secured.password("operator"), "security.protocol", before -> "PLAINTEXT"))),
                row("no TLS below the password", TimeoutException.class, secured -> hearNothing(changed(secured,
                        secured.password("operator"), "security.protocol", before -> "SASL_PLAINTEXT"))),
                row("a broker that is not trusted", SslAuthenticationException.class, secured -> list(changed(secured,
                        secured.password("operator"), "ssl.truststore.location",
                        before -> trusting(secured, "stranger")))),
                row("no certificate", SslAuthenticationException.class, secured -> {
                    Map<String, String> settings = secured.certificate("scanner");
                    settings.keySet().removeIf(key -> key.startsWith("ssl.keystore."));
                    list(SecuredSite.site(secured.write("attempt", settings)));
                }),
                row("a certificate that nobody vouches for", SslAuthenticationException.class,
                        secured -> list(SecuredSite.site(secured.write("attempt", secured.certificate("stranger"))))),
                row("a certificate's user writes another's topic", TopicAuthorizationException.class,
                        secured -> write(SecuredSite.site(secured.write("attempt", secured.certificate("scanner"))),
                                "volumes.other")),
                row("a token for a wrong secret", LoginException.class, secured -> list(changed(secured,
                        secured.token("subscriber"), "sasl.oauthbearer.client.credentials.client.secret",
                        before -> "wrong"))),
                row("a token's user reads another's maps", TopicAuthorizationException.class,
                        secured -> read(SecuredSite.site(secured.write("attempt", secured.token("subscriber"))),
                                "maps.other")),
                row("a registry without a login", RegistryRefusedException.class, secured -> ask(changed(secured,
                        secured.password("operator"), "basic.auth.credentials.source", before -> null))),
                row("a registry with a wrong password", RegistryRefusedException.class, secured -> ask(changed(secured,
                        secured.password("operator"), "basic.auth.user.info", before -> "operator:wrong"))),
                row("a registry with a token that has ended", RegistryRefusedException.class,
                        secured -> ask(withToken(secured, secured.issuer().token("operator", TokenIssuer.AUDIENCE,
                                Duration.ofSeconds(-60))))),
                row("a registry with a token for somewhere else", RegistryRefusedException.class,
                        secured -> ask(withToken(secured, secured.issuer().token("operator", "elsewhere",
                                Duration.ofMinutes(5))))),
                row("a registry with another issuer's token", RegistryRefusedException.class, secured -> {
                    try (TokenIssuer stranger = TokenIssuer.start(Map.of())) {
                        ask(withToken(secured, stranger.token("operator", TokenIssuer.AUDIENCE,
                                Duration.ofMinutes(5))));
                    }
                }),
                row("a registry's token for a wrong secret", RegistryRefusedException.class, secured -> ask(changed(
                        secured, secured.token("operator"), "bearer.auth.client.secret", before -> "wrong"))),
                row("a registry that is not trusted", RegistryUnavailableException.class, secured -> ask(changed(
                        secured, secured.password("operator"), "schema.registry.ssl.truststore.location",
                        before -> trusting(secured, "stranger")))),
                row("a secret that is not there", IllegalArgumentException.class, secured -> changed(secured,
                        secured.password("operator"), "basic.auth.user.info", before -> secured.secret("none"))),
                row("a secret without a provider", IllegalArgumentException.class, secured -> changed(secured,
                        secured.password("operator"), "config.providers", before -> null)),
                row("a misspelt setting of the registry's TLS", IllegalArgumentException.class,
                        secured -> ask(changed(secured, secured.password("operator"),
                                "schema.registry.ssl.trustore.location", before -> "/none"))),
                row("a misspelt setting of the registry's token", IllegalArgumentException.class,
                        secured -> ask(changed(secured, secured.password("operator"), "bearer.auth.tokn",
                                before -> "x"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void refusesWhoeverIsNotWhoTheySay(String what, Class<? extends Exception> refusal, Attempt<SecuredSite> attempt,
            SecuredSite secured) {
        refuses(refusal, secured, attempt);
    }

    @Test
    void noSecretStandsInTheLogOfAClientThatIsRefused(SecuredSite secured) {
        try (LogWatch log = LogWatch.start()) {
            assertThrows(Exception.class, () -> read(secured.site("subscriber"), "maps.other"));
            assertThrows(Exception.class, () -> list(SecuredSite.site(secured.write("attempt",
                    secured.certificate("stranger")))));
            assertThrows(Exception.class, () -> ask(changed(secured, secured.token("operator"), "bearer.auth.client.id",
                    id -> "mallory")));

            assertTrue(log.told().contains("ConsumerConfig values"), "Kafka tells its settings");
            assertEquals(List.of(), log.found(secured.allSecrets()));
        }
    }

    private static void refuses(Class<? extends Exception> refusal, SecuredSite secured,
            Attempt<SecuredSite> attempt) {
        Exception met = assertThrows(Exception.class, () -> attempt.on(secured));

        StringWriter told = new StringWriter();
        met.printStackTrace(new PrintWriter(told, true));
        assertTrue(hasCause(met, refusal), told::toString);
        secured.allSecrets().forEach(secret -> assertFalse(told.toString().contains(secret), "a secret is told"));
    }

    private static boolean hasCause(Throwable met, Class<?> kind) {
        return kind.isInstance(met) || Optional.ofNullable(met.getCause()).filter(cause -> hasCause(cause, kind))
                .isPresent();
    }

    private static Site changed(SecuredSite secured, Map<String, String> settings, String key,
            Function<String, String> change) {
        String value = change.apply(settings.get(key));
        if (value == null) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
        return SecuredSite.site(secured.write("attempt", settings));
    }

    private static Site withToken(SecuredSite secured, String token) {
        Map<String, String> settings = secured.password("operator");
        settings.remove("basic.auth.credentials.source");
        settings.remove("basic.auth.user.info");
        settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
        return changed(secured, settings, "bearer.auth.token", before -> token);
    }

    private static String trusting(SecuredSite secured, String name) {
        try {
            return secured.certificates().trusting(name).toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// As it is, without retries for half a minute.
    private static Map<String, Object> impatient(Site site) {
        Map<String, Object> settings = new HashMap<>(site.common());
        settings.put("default.api.timeout.ms", PATIENCE_MS);
        settings.put("request.timeout.ms", PATIENCE_MS / 2);
        settings.put("max.block.ms", PATIENCE_MS);
        settings.put("delivery.timeout.ms", PATIENCE_MS);
        settings.put("linger.ms", 0);
        return settings;
    }

    private static void write(Site site, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = impatient(site);
        settings.put("enable.idempotence", false); // Which somebody who may write nowhere would be refused first.
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "forbidden", new byte[1])).get();
        }
    }

    private static void read(Site site, String topic) {
        try (TopicTail<byte[]> tail = TopicTail.raw(site, topic)) {
            tail.poll(Duration.ofMillis(PATIENCE_MS), record -> {});
        }
    }

    private static void commitAs(Site site, String group) {
        Map<String, Object> settings = impatient(site);
        settings.put("group.id", group);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("maps.small"));
            consumer.poll(Duration.ofMillis(PATIENCE_MS));
        }
    }

    private static void fence(Site site, String id) {
        Map<String, Object> settings = impatient(site);
        settings.put("transactional.id", id);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }

    private static void make(Site site, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(impatient(site))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void delete(Site site, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(impatient(site))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private static void giveAll(Site site, String principal) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(impatient(site))) {
            admin.createAcls(List.of(new AclBinding(new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                    new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW)))).all().get();
        }
    }

    private static void hearNothing(Site site) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = impatient(site);
        settings.put("default.api.timeout.ms", SILENCE_MS);
        settings.put("request.timeout.ms", SILENCE_MS / 2);
        try (Admin admin = Admin.create(settings)) {
            admin.listTopics().names().get();
        }
    }

    private static void list(Site site) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(impatient(site))) {
            admin.listTopics().names().get();
        }
    }

    private static void ask(Site site) {
        Map<String, Object> settings = new HashMap<>(site.common());
        settings.put(RegistrySettings.PATIENCE, "0");
        new SchemaRegistryClient(RegistrySettings.from(settings)).subjects();
    }
}
