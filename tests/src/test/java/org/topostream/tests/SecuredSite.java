package org.topostream.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import picocli.CommandLine;

import org.topostream.cli.embedded.EmbeddedRegistry;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.SiteOptions;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.tests.secured.Certificates;
import org.topostream.tests.secured.SecuredBroker;
import org.topostream.tests.secured.TlsGate;
import org.topostream.tests.secured.TokenIssuer;

/// A lab's Kafka and registry to which nothing is open: TLS everywhere, a password, certificate or token for everybody, and
/// what each may do as `topostream acl --apply` gave it. Made once for all tests that ask for it.
public final class SecuredSite implements AutoCloseable {
    static final String SUBJECT = SmallRecording.SUBJECT;
    static final String OTHER = "other";
    static final String BACKBONE = "pixels";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Users by name, with the role that each has; `nobody` may log in, and nothing else.
    private static final Map<String, String> ROLES = new TreeMap<>(Map.of("extract", "extract", "score", "score",
            "evaluate", "evaluate", "map", "map", "trainer", "trainer", "stimuli", "stimulus-computer", "scanner",
            "scanner", "responder", "responder", "subscriber", "map-subscriber", "doors", "doors"));
    private static final String OPERATOR = "operator";
    private static final String NOBODY = "nobody";

    private final Lifecycle parts = new Lifecycle();
    private final Path folder = Files.createTempDirectory("topostream-secured");
    private final Map<String, String> passwords = new TreeMap<>();
    private final Certificates certificates;
    private final TokenIssuer issuer;
    private final SecuredBroker broker;
    private final TlsGate gate;
    private int rights;

    private SecuredSite() throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
        parts.add(new DataFolder(folder)::clear);
        Stream.of(ROLES.keySet().stream(), Stream.of(OPERATOR, NOBODY, SecuredBroker.ADMIN)).flatMap(names -> names)
                .forEach(name -> passwords.put(name, "password-" + UUID.randomUUID()));
        certificates = Certificates.make(folder.resolve("certificates"), "broker", SecuredBroker.ADMIN, "scanner",
                "stranger");
        issuer = parts.add(TokenIssuer.start(passwords));
        broker = parts.add(SecuredBroker.start(folder.resolve("broker"), certificates, "scanner",
                issuer.writeKeys(folder.resolve("keys.json"))));
        EmbeddedRegistry registry = parts.add(EmbeddedRegistry.start(
                Path.of(System.getProperty("topostream.root"), "cli", "target", "apicurio"),
                folder.resolve("registry")));
        gate = parts.add(TlsGate.start(registry.url(), certificates.load("broker"),
                Certificates.PASSWORD.toCharArray(), this::mayEnter));
        Files.writeString(secrets(), passwords.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n", "", "\nstores=" + Certificates.PASSWORD + "\n")));
        makeUsers();
        ROLES.forEach((user, role) -> give(user, role, "--subject", SUBJECT, "--backbone", BACKBONE));
        give("CN=scanner", "scanner", "--subject", SUBJECT);
        give(OPERATOR, OPERATOR);
        awaitRights();
        try (TopicAdmin topics = new TopicAdmin(site(OPERATOR))) {
            topics.create(Topics.all(SUBJECT, BACKBONE));
            topics.create(Topics.all(OTHER, BACKBONE));
        }
    }

    private static SecuredSite start() {
        try {
            return new SecuredSite();
        } catch (IOException | GeneralSecurityException | ExecutionException e) {
            throw new IllegalStateException("no secured site", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean mayEnter(String authorization) {
        return authorization.startsWith("Bearer ")
                ? issuer.isGood(authorization.substring("Bearer ".length()), TokenIssuer.AUDIENCE)
                : passwords.entrySet().stream().anyMatch(each -> authorization.equals("Basic " + Base64.getEncoder()
                        .encodeToString((each.getKey() + ":" + each.getValue()).getBytes(StandardCharsets.UTF_8))));
    }

    private void makeUsers() throws InterruptedException, ExecutionException, IOException {
        try (Admin admin = admin().admin()) {
            List<UserScramCredentialAlteration> users = new ArrayList<>();
            passwords.forEach((name, password) -> users.add(new UserScramCredentialUpsertion(name,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)));
            admin.alterUserScramCredentials(users).all().get();
            Instant end = Instant.now().plus(PATIENCE);
            while (admin.describeUserScramCredentials().all().get().size() < users.size()) {
                requireBefore(end);
            }
        }
    }

    private void give(String user, String role, String... options) {
        List<String> command = new ArrayList<>(List.of("acl", role, "--apply", "--principal", user, "--config",
                write("admin", certificate(SecuredBroker.ADMIN)).toString()));
        command.addAll(Arrays.asList(options));
        CommandRun run = CommandRun.of(command.toArray(String[]::new));
        if (run.status() != 0) {
            throw new IllegalStateException(run.printed());
        }
        rights += Integer.parseInt(run.printed().split(" ", 2)[0]);
    }

    /// A broker applies rules some time after they are made.
    private void awaitRights() throws IOException, InterruptedException, ExecutionException {
        Instant end = Instant.now().plus(PATIENCE);
        try (Admin admin = admin().admin()) {
            while (admin.describeAcls(AclBindingFilter.ANY).values().get().size() < rights) {
                requireBefore(end);
            }
        }
    }

    private static void requireBefore(Instant end) {
        if (Instant.now().isAfter(end)) {
            throw new IllegalStateException("the broker does not know its users or rules");
        }
    }

    private Site admin() throws IOException {
        return site(write("admin", certificate(SecuredBroker.ADMIN)));
    }

    private Path secrets() {
        return folder.resolve("secrets.properties");
    }

    /// Names a secret as settings files do.
    String secret(String name) {
        return "${file:" + secrets() + ":" + name + "}";
    }

    /// All that must never be told.
    List<String> allSecrets() {
        return Stream.concat(passwords.values().stream(), Stream.of(Certificates.PASSWORD)).toList();
    }

    /// Settings of a user with a password.
    Map<String, String> password(String user) {
        Map<String, String> settings = common(broker.passwords());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                + user + "\" password=\"" + secret(user) + "\";");
        login(settings, user);
        return settings;
    }

    /// Settings of somebody with a certificate, who may log in at the registry as the administrator.
    Map<String, String> certificate(String name) {
        Map<String, String> settings = common(broker.certificates());
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificates.keystore(name).toString());
        settings.put("ssl.keystore.password", secret("stores"));
        login(settings, SecuredBroker.ADMIN);
        return settings;
    }

    /// Settings of a user who gets tokens, for Kafka and for the registry.
    Map<String, String> token(String user) {
        Map<String, String> settings = common(broker.tokens());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put("sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put("sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", issuer.url());
        settings.put("sasl.oauthbearer.client.credentials.client.id", user);
        settings.put("sasl.oauthbearer.client.credentials.client.secret", secret(user));
        settings.put("bearer.auth.credentials.source", "OAUTHBEARER");
        settings.put("bearer.auth.issuer.endpoint.url", issuer.url());
        settings.put("bearer.auth.client.id", user);
        settings.put("bearer.auth.client.secret", secret(user));
        return settings;
    }

    private void login(Map<String, String> settings, String user) {
        settings.put("basic.auth.credentials.source", "USER_INFO");
        settings.put("basic.auth.user.info", user + ":" + secret(user));
    }

    private Map<String, String> common(String bootstrap) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("schema.registry.url", gate.url());
        settings.put("config.providers", "file");
        for (String prefix : List.of("", "schema.registry.")) {
            settings.put(prefix + "ssl.truststore.type", "PKCS12");
            settings.put(prefix + "ssl.truststore.location", trusted().toString());
            settings.put(prefix + "ssl.truststore.password", secret("stores"));
        }
        return settings;
    }

    private Path trusted() {
        try {
            return certificates.trusting("broker");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes a file as `--config` takes it.
    Path write(String name, Map<String, String> settings) {
        try {
            return Files.writeString(folder.resolve(name + ".properties"), settings.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The settings file of a user with a password.
    Path config(String user) {
        return write(user, password(user));
    }

    /// The site as a user with a password finds it.
    Site site(String user) {
        return site(config(user));
    }

    /// The site as a command finds it by this file.
    static Site site(Path config) {
        SiteOptions options = new SiteOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("site",
                CommandLine.Model.CommandSpec.forAnnotatedObject(options))).parseArgs("--config", config.toString());
        try {
            return options.running();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    TokenIssuer issuer() {
        return issuer;
    }

    SecuredBroker broker() {
        return broker;
    }

    Certificates certificates() {
        return certificates;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        parts.close();
    }

    /// Gives tests the site as a parameter.
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SecuredSite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(SecuredSite.class,
                    key -> SecuredSite.start(), SecuredSite.class);
        }
    }
}
