package org.topostream.cli.parts;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import picocli.CommandLine.Option;

import org.topostream.cli.acquire.NiftiVolumes;
import org.topostream.cli.config.Bounds;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.dashboard.access.Access;
import org.topostream.dashboard.access.Keystore;
import org.topostream.dashboard.access.Token;
import org.topostream.schemas.Site;

/// Options that say where the live page is served.
public final class PageOptions {
    private static final int USUAL_PORT = 8088;
    private static final String TOKEN = "TOPOSTREAM_TOKEN";
    private static final String TLS_PASSWORD = "TOPOSTREAM_TLS_PASSWORD";

    @Bounds(min = 0, max = 65535)
    @Option(names = "--port", paramLabel = "N", description = "Where the live page is served; 0 takes any port that is free "
            + "(default: " + USUAL_PORT + ", or a free one where that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "For whom the page is "
            + "served: the address of this machine that browsers must use (default: ${DEFAULT-VALUE}, for this machine "
            + "alone; any other needs a token).")
    private String host = "127.0.0.1";

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with the token that browsers and programs "
            + "must know, " + Token.SHORTEST + " characters or more; or the environment's " + TOKEN + ".")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--tls-keystore", paramLabel = "FILE", description = "Serves HTTPS with the key and certificate in "
            + "this PKCS12 or JKS file.")
    private Optional<Path> keystore = Optional.empty();

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "A file with the keystore's password; or "
            + "the environment's " + TLS_PASSWORD + ".")
    private Optional<Path> passwordFile = Optional.empty();

    @Bounds(min = 1)
    @Option(names = "--request-rate", paramLabel = "N", description = "Most requests a second of one client, four times "
            + "as many at once (default: any number on this machine, else " + Access.USUAL_RATE + ").")
    private Optional<Integer> requestRate = Optional.empty();

    /// Serves the page.
    /// @throws IOException where the port that was asked for is taken
    public Dashboard serve(Site site) throws IOException {
        Access access = access();
        access.requireFit(host);
        return Dashboard.start(site,
                DashboardSettings.defaults().guarded(access).at(host, port.isPresent() ? port.get() : free()),
                Optional.of(new NiftiVolumes(site.limits().recordBytes() / Float.BYTES)));
    }

    private Access access() throws IOException {
        return new Access(token(), keystore.isPresent() ? Optional.of(keystore(keystore.get())) : Optional.empty(),
                requestRate.isPresent() ? OptionalInt.of(requestRate.get()) : OptionalInt.empty());
    }

    private Optional<Token> token() throws IOException {
        return tokenFile.isPresent() ? Optional.of(Token.read(tokenFile.get())) : environment(TOKEN).map(Token::of);
    }

    private Keystore keystore(Path file) throws IOException {
        String password = passwordFile.isPresent()
                ? Files.readString(passwordFile.get()).strip()
                : environment(TLS_PASSWORD).orElseThrow(() -> new IllegalArgumentException(
                        "--tls-keystore " + file
                                + ": expected its password in --tls-password-file or the environment's "
                                + TLS_PASSWORD));
        return new Keystore(file, password);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private int free() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), USUAL_PORT));
            return USUAL_PORT;
        } catch (BindException e) {
            return 0;
        }
    }
}
