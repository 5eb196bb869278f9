package org.topostream.tests.secured;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

import org.topostream.cli.embedded.EmbeddedBroker;
import org.topostream.schemas.TokenSources;

/// A broker to which nothing is open: three listeners, for certificates, passwords (SCRAM) and tokens (OAUTHBEARER), all by
/// TLS, and Kafka's own authorizer, which refuses what no rule allows.
public final class SecuredBroker implements AutoCloseable {
    /// May do everything, and makes all rules.
    public static final String ADMIN = "admin";
    private static final String BROKER = "broker";

    private final EmbeddedBroker broker;
    private final Ports ports;

    private SecuredBroker(EmbeddedBroker broker, Ports ports) {
        this.broker = broker;
        this.ports = ports;
    }

    private record Ports(int certificates, int passwords, int tokens) {
        String listeners() {
            return "TLS://127.0.0.1:" + certificates + ",SCRAM://127.0.0.1:" + passwords + ",OAUTH://127.0.0.1:"
                    + tokens;
        }
    }

    /// @param trusted whose certificates are let in, beside its own and the administrator's
    /// @param keys    of the issuer of tokens
    public static SecuredBroker start(Path folder, Certificates stores, String trusted, Path keys)
            throws IOException, GeneralSecurityException {
        Ports ports = new Ports(freePort(), freePort(), freePort());
        int controller = freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listeners", ports.listeners() + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", ports.listeners());
        settings.put("listener.security.protocol.map", "TLS:SSL,SCRAM:SASL_SSL,OAUTH:SASL_SSL,CONTROLLER:SSL");
        settings.put("inter.broker.listener.name", "TLS");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", stores.keystore(BROKER).toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", stores.trusting(BROKER, ADMIN, trusted).toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("listener.name.tls.ssl.client.auth", "required");
        settings.put("listener.name.controller.ssl.client.auth", "required");
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put("listener.name.oauth.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put("listener.name.oauth.oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put("sasl.oauthbearer.jwks.endpoint.url", keys.toUri().toString());
        settings.put("sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE);
        settings.put("sasl.oauthbearer.expected.issuer", TokenIssuer.ISSUER);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:CN=" + BROKER + ";User:CN=" + ADMIN);
        TokenSources.allow(settings);
        return new SecuredBroker(EmbeddedBroker.start(folder, settings), ports);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// For who shows a certificate.
    public String certificates() {
        return "127.0.0.1:" + ports.certificates();
    }

    /// For who has a password.
    public String passwords() {
        return "127.0.0.1:" + ports.passwords();
    }

    /// For who has a token.
    public String tokens() {
        return "127.0.0.1:" + ports.tokens();
    }

    @Override
    public void close() {
        broker.close();
    }
}
