package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.dashboard.access.Access;
import org.topostream.dashboard.access.Keystore;
import org.topostream.dashboard.access.Token;
import org.topostream.tests.secured.Certificates;
import org.topostream.tests.secured.RawHttp;

/// What nobody may ask of the page and its doors, each with the status that it meets.
@ExtendWith(SecuredSite.Resolver.class)
class ForbiddenRequestsTest {
    private static final String TOKEN = random();
    private static final String KNOWN = "Authorization: Bearer " + TOKEN;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1};
    private static final Lifecycle PARTS = new Lifecycle();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static String page;
    private static Path tokenFile;

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @BeforeAll
    static void servePage(SecuredSite secured) throws IOException {
        page = serve(secured, OptionalInt.empty(), Optional.empty());
        tokenFile = Files.writeString(secured.folder().resolve("page-token"), TOKEN + "\n");
        awaitAllRead();
    }

    /// Until it has read all subjects, the page asks who sends of another one to come again.
    private static void awaitAllRead() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!RawHttp.ask(page, get("/api/health", KNOWN)).contains("\"status\":\"live\"")) {
            assertTrue(Instant.now().isBefore(end), "the page does not come to an end of what there is");
        }
    }

    private static String serve(SecuredSite secured, OptionalInt rate, Optional<Keystore> keystore) throws IOException {
        return PARTS.add(Dashboard.start(secured.site("doors"), DashboardSettings.defaults()
                .guarded(
                        new Access(Optional.of(Token.read(Files.writeString(secured.folder().resolve("token"), TOKEN))),
                                keystore, rate))
                .at("127.0.0.1", 0))).url();
    }

    @AfterAll
    static void stop() {
        PARTS.close();
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + URI.create(page).getAuthority()
                + String.join("", Stream.of(headers).map(header -> "\r\n" + header).toList());
    }

    private static String post(String path, String... headers) {
        return get(path, headers).replaceFirst("GET", "POST");
    }

    static Stream<Arguments> requests() {
        String socket = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + "AAAAAAAAAAAAAAAAAAAAAA==";
        byte[] none = {};
        return Stream.of(
                arguments("subjects without a token", 401, get("/api/subjects"), none),
                arguments("the page without a token leads to the form", 303, get("/", "Accept: text/html"), none),
                arguments("the page's code without a token", 401, get("/main.js"), none),
                arguments("a WebSocket without a token", 401, get("/live", socket), none),
                arguments("another token", 401, get("/api/subjects", "Authorization: Bearer " + random()), none),
                arguments("the token as a password", 401, get("/api/subjects", "Authorization: Basic " + TOKEN), none),
                arguments("the token in the address", 401, get("/api/subjects?token=" + TOKEN), none),
                arguments("a ticket that is made up", 401,
                        get("/api/subjects", "Cookie: topostream=99999999999." + "A".repeat(43)), none),
                arguments("a stimulus without a token", 401, post("/stimuli?stimulusId=s1", "Content-Type: image/png"),
                        PNG),
                arguments("a login with another token", 401, post("/login",
                        "Content-Type: application/x-www-form-urlencoded"), ascii("token=" + random())),
                arguments("a login with a large form", 400, post("/login",
                        "Content-Type: application/x-www-form-urlencoded"), ascii("token=" + "a".repeat(10_000))),
                arguments("a login from another site's page", 403, post("/login",
                        "Content-Type: application/x-www-form-urlencoded", "Origin: https://evil.example"),
                        ascii("token=" + TOKEN)),
                arguments("another site's page", 403, get("/api/subjects", KNOWN, "Origin: https://evil.example"),
                        none),
                arguments("another site's WebSocket", 403, get("/live", KNOWN, socket, "Origin: http://evil.example"),
                        none),
                arguments("a name that leads to this machine", 403,
                        "GET /api/subjects HTTP/1.1\r\nHost: evil.example\r\n" + KNOWN, none),
                arguments("writing where one reads", 405, post("/api/subjects", KNOWN), none),
                arguments("a body that is too large", 413, post("/stimuli?stimulusId=s1", KNOWN,
                        "Content-Type: image/png"), new byte[20_000_001]),
                arguments("a path out of the page's folder", 400, get("/../../../../etc/passwd", KNOWN), none),
                arguments("the same with escapes", 400, get("/%2e%2e/%2e%2e/etc/passwd", KNOWN), none),
                arguments("the same below three.js", 404, get("/three/..%2f..%2f..%2fpom.properties", KNOWN), none),
                arguments("a stimulus' image by a path", 404, get("/api/stimuli/..%2f..%2f..%2fetc%2fpasswd", KNOWN),
                        none),
                arguments("a stimulus named by a path", 422, post("/stimuli?stimulusId=..%2F..%2Fetc%2Fpasswd", KNOWN,
                        "Content-Type: image/png"), PNG),
                arguments("a run named by a path", 422, post("/events", KNOWN, "Content-Type: application/json"),
                        ascii("{\"subject\":\"small\",\"run\":\"..\\\\..\\\\x\",\"trialId\":\"t1\",\"stimulusId\":"
                                + "\"s1\",\"onset\":1,\"duration\":1}")),
                arguments("a subject named by a path", 422, post("/events", KNOWN, "Content-Type: application/json"),
                        ascii("{\"subject\":\"../small\",\"run\":\"r\",\"trialId\":\"t1\",\"stimulusId\":\"s1\","
                                + "\"onset\":1,\"duration\":1}")));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void refuses(String what, int status, String request, byte[] body) throws IOException {
        String answer = RawHttp.ask(page, request, body);

        assertEquals(status, RawHttp.status(answer), answer);
        assertFalse(answer.contains(TOKEN), "the token is told");
        assertFalse(answer.contains("root:"), "a file is told");
    }

    @Test
    void letsInWhoSaysTheToken() throws IOException {
        String answer = RawHttp.ask(page, get("/api/health", KNOWN));

        assertEquals(200, RawHttp.status(answer), answer);
    }

    @Test
    void aBrowserLogsInOnceAndHoldsATicketThatNoScriptReads() throws IOException {
        String answer = RawHttp.ask(page, post("/login", "Content-Type: application/x-www-form-urlencoded", "Origin: "
                + page.substring(0, page.length() - 1)), ascii("token=" + TOKEN));

        assertEquals(303, RawHttp.status(answer), answer);
        String cookie = answer.lines().filter(line -> line.startsWith("Set-Cookie: ")).findFirst().orElseThrow();
        assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
        String ticket = cookie.substring("Set-Cookie: ".length()).split(";", 2)[0];
        assertEquals(200, RawHttp.status(RawHttp.ask(page, get("/api/health", "Cookie: " + ticket))));
        assertFalse(cookie.contains(TOKEN));
    }

    @Test
    void refusesWhoAsksTooOften(SecuredSite secured) throws IOException {
        String slow = serve(secured, OptionalInt.of(1), Optional.empty());
        String request = get("/api/health", KNOWN).replace(URI.create(page).getAuthority(),
                URI.create(slow).getAuthority());

        int[] statuses = new int[8];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = RawHttp.status(RawHttp.ask(slow, request));
        }

        assertEquals(200, statuses[0]);
        assertTrue(Arrays.stream(statuses).anyMatch(status -> status == 429));
    }

    @Test
    void servesByTlsToWhoTrustsItsCertificate(SecuredSite secured) throws Exception {
        String address = serve(secured, OptionalInt.empty(), Optional.of(new Keystore(
                secured.certificates().keystore("broker"), Certificates.PASSWORD)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(secured.certificates().load("broker"));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);

        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(address + "api/health"))
                    .header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());

            assertTrue(address.startsWith("https://"), address);
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Test
    void doesNotStartWhereOthersReachItWithoutAToken(SecuredSite secured) {
        CommandRun run = CommandRun.of("dashboard", "--host", "0.0.0.0", "--port", "0", "--config",
                secured.config("doors").toString());

        assertEquals(1, run.status());
        assertTrue(run.printed().contains("expected a token"), run.printed());
    }

    @Test
    void takesNoTokenOnTheCommandLine(SecuredSite secured) {
        CommandRun run = CommandRun.of("dashboard", "--token", TOKEN, "--config", secured.config("doors").toString());

        assertEquals(2, run.status());
    }

    @Test
    void refusesAShortTokenWithoutTellingIt(SecuredSite secured) throws IOException {
        Path shorter = Files.writeString(tokenFile.resolveSibling("short-token"), "hunter2hunter2");

        CommandRun run = CommandRun.of("dashboard", "--token-file", shorter.toString(), "--config",
                secured.config("doors").toString());

        assertEquals(1, run.status());
        assertTrue(run.printed().contains("expected a token of 20 characters or more, got 14"), run.printed());
        assertFalse(run.printed().contains("hunter2"), run.printed());
    }
}
