package org.topostream.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.registry.FakeRegistry.Request;

class SchemaRegistryClientTest {
    private static final String TEXT = "{\"type\":\"record\",\"name\":\"Cat\",\"namespace\":\"zoo\","
            + "\"fields\":[{\"name\":\"age\",\"type\":\"int\"}]}";
    private static final Schema CAT = new Schema.Parser().parse(TEXT);

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private SchemaRegistryClient client() {
        return client(registry.url());
    }

    /// Impatient: gives up after the first round.
    private static SchemaRegistryClient client(String... urls) {
        return client(Duration.ZERO, urls);
    }

    private static SchemaRegistryClient client(Duration patience, String... urls) {
        return new SchemaRegistryClient(
                new RegistrySettings(Arrays.stream(urls).map(RegistryAddress::parse).toList(), patience));
    }

    private List<String> asked() {
        return registry.requests().stream().map(request -> request.method() + " " + request.path()).toList();
    }

    @Test
    void registersOnceAndRemembers() {
        SchemaRegistryClient client = client();

        int first = client.register("cats-value", CAT);
        int second = client.register("cats-value", new Schema.Parser().parse(TEXT));

        assertEquals(1, first);
        assertEquals(first, second);
        assertEquals(TEXT, registry.schema(first));
        assertEquals(List.of("POST /subjects/cats-value/versions"), asked());
    }

    @Test
    void looksUpOnceAndRemembers() {
        int id = registry.put("cats-value", TEXT);
        SchemaRegistryClient client = client();

        assertEquals(id, client.lookUp("cats-value", CAT));
        assertEquals(id, client.lookUp("cats-value", CAT));

        assertEquals(List.of("POST /subjects/cats-value"), asked());
    }

    @Test
    void fetchesAnIdOnceAndRemembers() {
        int id = registry.put("cats-value", TEXT);
        SchemaRegistryClient client = client();

        assertEquals(CAT, client.byId(id));
        assertEquals(CAT, client.byId(id));

        assertEquals(List.of("GET /schemas/ids/1"), asked());
    }

    @Test
    void fetchesTheLatestOnceAndKnowsItsIdFromThenOn() {
        registry.put("cats-value", "\"string\"");
        int id = registry.put("cats-value", TEXT);
        SchemaRegistryClient client = client();

        assertEquals(new SchemaRegistryClient.Registered(id, CAT), client.latest("cats-value"));
        assertEquals(CAT, client.latest("cats-value").schema());
        assertEquals(CAT, client.byId(id));

        assertEquals(List.of("GET /subjects/cats-value/versions/latest"), asked());
    }

    @Test
    void listsSubjects() {
        registry.put("cats-value", TEXT);

        assertEquals("[\"cats-value\"]", client().subjects());
    }

    @Test
    void escapesSubjectsForAPath() {
        int id = client().register("a b/c+d%é", CAT);

        assertEquals(List.of("POST /subjects/a%20b%2Fc%2Bd%25%C3%A9/versions"), asked());
        assertEquals(id, client().latest("a b/c+d%é").id());
    }

    @Test
    void readsSchemasThatUseNamesOfOtherSubjects() {
        registry.put("cat", TEXT);
        registry.putReferring("pair", record("Pair", "zoo.Cat"), "zoo.Cat", "cat");
        int id = registry.putReferring("house", record("House", "zoo.Pair"), "zoo.Pair", "pair");

        Schema house = client().byId(id);

        Schema pair = house.getField("inside").schema();
        assertEquals("zoo.Pair", pair.getFullName());
        assertEquals(CAT, pair.getField("inside").schema());
    }

    private static String record(String name, String inside) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"zoo\","
                + "\"fields\":[{\"name\":\"inside\",\"type\":\"" + inside + "\"}]}";
    }

    @Test
    void tellsUnknownSubjectsVersionsAndSchemasApart() {
        registry.put("dogs-value", "\"string\"");

        assertEquals(40401, refusal(() -> client().latest("cats-value")).code());
        assertEquals(40401, refusal(() -> client().lookUp("cats-value", CAT)).code());
        assertEquals(RegistryRefusedException.SCHEMA_NOT_FOUND,
                refusal(() -> client().lookUp("dogs-value", CAT)).code());
        RegistryRefusedException unknownId = refusal(() -> client().byId(77));
        assertEquals(RegistryRefusedException.SCHEMA_NOT_FOUND, unknownId.code());
        assertEquals(404, unknownId.status());
    }

    @ParameterizedTest
    @CsvSource({"409,409", "422,42201", "401,401", "403,40301"})
    void takesARefusalAsFinalAndRepeatsWhatTheRegistrySaid(int status, int code) {
        registry.answerNext(status, "{\"error_code\":" + code + ",\"message\":\"because of the fields\"}");

        RegistryRefusedException refusal = refusal(() -> client().register("cats-value", CAT));

        assertEquals(status, refusal.status());
        assertEquals(code, refusal.code());
        assertTrue(refusal.getMessage().contains("POST /subjects/cats-value/versions: HTTP " + status),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains("because of the fields"), refusal.getMessage());
        assertEquals(1, registry.requests().size());
    }

    @Test
    void doesNotRememberARefusal() {
        registry.answerNext(409, "{\"error_code\":409,\"message\":\"not yet\"}");
        SchemaRegistryClient client = client();
        refusal(() -> client.register("cats-value", CAT));

        assertEquals(1, client.register("cats-value", CAT));
    }

    @Test
    void knowsA404OfSomethingThatIsNoRegistry() {
        RegistryRefusedException refusal = refusal(() -> client(registry.url() + "/wrong/path").byId(1));

        assertEquals(404, refusal.status());
        assertEquals(0, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>log in here</html>", ""})
    void refusesAnAnswerThatIsNotJson(String page) {
        registry.answerNext(200, page);

        RegistryRefusedException refusal = refusal(() -> client().byId(1));

        assertTrue(refusal.getMessage().contains("not JSON: " + page), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":\"seven\"}", "[]", "{\"id\":null}"})
    void refusesAnAnswerWithoutAnId(String answer) {
        registry.answerNext(200, answer);

        RegistryRefusedException refusal = refusal(() -> client().register("cats-value", CAT));

        assertTrue(refusal.getMessage().contains("no id: " + answer), refusal.getMessage());
    }

    @Test
    void cutsALongPageShortInTheMessage() {
        registry.answerNext(403, "x".repeat(100_000));

        RegistryRefusedException refusal = refusal(() -> client().byId(1));

        assertTrue(refusal.getMessage().length() < 1000, "message of " + refusal.getMessage().length());
    }

    @Test
    void saysSoWhereASchemaIsNotAvro() {
        int id = registry.putOther("proto", "PROTOBUF", "message Cat { int32 age = 1; }");

        SchemaNotAvroException e = assertThrows(SchemaNotAvroException.class, () -> client().byId(id));

        assertTrue(e.getMessage().contains("id 1 is not Avro but PROTOBUF"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408, 429})
    void asksAgainAfterATemporaryFailure(int status) {
        registry.answerNext(status, "{\"error_code\":50002,\"message\":\"timed out\"}");

        int id = client(Duration.ofSeconds(30), registry.url()).register("cats-value", CAT);

        assertEquals(1, id);
        assertEquals(2, registry.requests().size());
    }

    @Test
    void goesOnToTheNextAddressWithoutWaiting() {
        registry.answerNext(503, "");

        int id = client(FakeRegistry.nobody(), registry.url(), registry.url()).register("cats-value", CAT);

        assertEquals(1, id);
        assertEquals(2, registry.requests().size());
    }

    @Test
    void doesNotAskTheNextAddressAfterARefusal() {
        try (FakeRegistry second = FakeRegistry.start()) {
            registry.answerNext(409, "{\"error_code\":409}");

            refusal(() -> client(registry.url(), second.url()).register("cats-value", CAT));

            assertEquals(List.of(), second.requests());
        }
    }

    @Test
    void givesUpWhenPatienceEnds() {
        String nobody = FakeRegistry.nobody();

        RegistryUnavailableException e = assertThrows(RegistryUnavailableException.class,
                () -> client(Duration.ofMillis(150), nobody).byId(1));

        assertTrue(e.getMessage().contains(nobody), e.getMessage());
        assertTrue(e.getMessage().contains("within 150 ms"), e.getMessage());
        assertInstanceOf(java.net.ConnectException.class, e.getCause());
    }

    @Test
    void saysWhatTheRegistryAnsweredLast() {
        registry.answerNext(500, "database is away");

        RegistryUnavailableException e = assertThrows(RegistryUnavailableException.class, () -> client().byId(1));

        assertTrue(e.getMessage().contains("HTTP 500 database is away"), e.getMessage());
    }

    @Test
    void stopsAtAnInterruptAndKeepsIt() {
        Thread.currentThread().interrupt();

        assertThrows(RegistryUnavailableException.class, () -> client().byId(1));

        assertTrue(Thread.interrupted());
    }

    @Test
    void logsInWithWhatTheAddressSays() {
        registry.requireLogin("Basic YWxpY2U6c0BjcmV0"); // alice:s@cret

        client(registry.urlWith("alice:s%40cret")).register("cats-value", CAT);

        assertEquals(List.of(new Request("POST", "/subjects/cats-value/versions", "Basic YWxpY2U6c0BjcmV0")),
                registry.requests());
    }

    @Test
    void sendsALoginOnlyToTheAddressItBelongsTo() {
        registry.answerNext(503, "");
        try (FakeRegistry second = FakeRegistry.start()) {
            client(registry.urlWith("alice:secret"), second.url()).register("cats-value", CAT);

            assertEquals("Basic YWxpY2U6c2VjcmV0", registry.requests().getFirst().authorization());
            assertEquals("", second.requests().getFirst().authorization());
        }
    }

    @Test
    void logsInEverywhereWithTheUserInfo() {
        registry.answerNext(503, "");
        try (FakeRegistry second = FakeRegistry.start()) {
            RegistrySettings settings = RegistrySettings.from(Map.of(RegistrySettings.URL,
                    registry.urlWith("other:word") + "," + second.url(), RegistrySettings.CREDENTIALS_SOURCE,
                    "USER_INFO", RegistrySettings.USER_INFO, "alice:secret", RegistrySettings.PATIENCE, "0"));

            new SchemaRegistryClient(settings).register("cats-value", CAT);

            assertEquals("Basic YWxpY2U6c2VjcmV0", registry.requests().getFirst().authorization());
            assertEquals("Basic YWxpY2U6c2VjcmV0", second.requests().getFirst().authorization());
        }
    }

    @Test
    void keepsTheLoginOutOfMessages() {
        registry.requireLogin("Basic other");
        String url = registry.urlWith("alice:secret");

        RegistryRefusedException refusal = refusal(() -> client(url).byId(1));
        registry.answerNext(500, "");
        RegistryUnavailableException away = assertThrows(RegistryUnavailableException.class,
                () -> client(url).byId(1));

        assertEquals(401, refusal.status());
        assertFalse(refusal.toString().contains("secret"), refusal.toString());
        assertFalse(away.toString().contains("secret"), away.toString());
    }

    private static RegistryRefusedException refusal(Runnable call) {
        return assertThrows(RegistryRefusedException.class, call::run);
    }
}
