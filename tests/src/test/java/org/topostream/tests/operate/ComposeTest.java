package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be checked of the compose files without containers.
class ComposeTest {
    private static final String SECRET = "twenty-letters-or-more";

    private static final Pattern ROOT = Pattern.compile("0(:.*)?|root(:.*)?");

    private static Set<ValidationMessage> problems(JsonNode file) throws Exception {
        try (InputStream schema = ComposeTest.class.getResourceAsStream("compose-spec.json")) {
            ObjectNode compose = (ObjectNode) new ObjectMapper().readTree(schema);
            compose.remove("$id"); // no absolute address, which the validator insists on
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(compose).validate(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "secure.yaml"})
    void holdsToTheSchemaOfCompose(String name) throws Exception {
        JsonNode file = ComposeFile.read(name).root();

        Set<ValidationMessage> problems = problems(file);

        assertEquals(Set.of(), problems);
    }

    @Test
    void theSchemaRefusesASlip() throws Exception {
        JsonNode file = new ObjectMapper().readTree("{\"services\": {\"a\": {\"image\": \"b\", \"comand\": []}}}");

        Set<ValidationMessage> problems = problems(file);

        assertEquals(1, problems.size(), problems.toString());
    }

    @Test
    void everyServiceIsHardenedHealthCheckedPinnedAndPublishedOnLoopbackOnly() throws Exception {
        ComposeFile compose = ComposeFile.read("compose.yaml");

        compose.services().forEach((name, service) -> {
            assertTrue(service.path("read_only").asBoolean(), name + " may write to its root");
            assertEquals("[\"ALL\"]", service.path("cap_drop").toString(), name);
            assertEquals("[\"no-new-privileges:true\"]", service.path("security_opt").toString(), name);
            assertTrue(service.has("user") && !ROOT.matcher(service.path("user").asText()).matches(), name);
            assertTrue(service.has("healthcheck") || service.path("restart").asText().equals("no"),
                    name + " has no health check");
            assertTrue(service.path("image").asText().matches("\\$\\{.*}|[^:]+:[^:]*\\d.*"), name + " is not pinned");
            service.path("ports").forEach(port -> assertTrue(port.asText().startsWith("127.0.0.1:"), name));
        });
    }

    @Test
    void secureChangesServicesThatThereAreAndHoldsNoPassword() throws Exception {
        ComposeFile compose = ComposeFile.read("compose.yaml");
        ComposeFile secure = ComposeFile.read("secure.yaml");

        secure.services().forEach((name, service) -> assertTrue(compose.services().containsKey(name)
                || service.path("profiles").toString().equals("[\"secure\"]"), name));
        assertTrue(secure.services().keySet().containsAll(compose.apps().keySet()), "an app is left out");
        try (Stream<String> lines = Files.lines(ComposeFile.FOLDER.resolve("secure.yaml"))) {
            lines.filter(line -> line.toLowerCase(Locale.ROOT).contains("password")
                    && !line.strip().startsWith("#"))
                    .forEach(line -> assertTrue(line.contains("${"), line));
        }
    }

    @Test
    void certificatesAreMadeOnceAndVerify(@TempDir Path folder) throws Exception {
        ProcessBuilder script = new ProcessBuilder("bash",
                ComposeFile.FOLDER.resolve("secure/certificates.sh").toString(), folder.toString())
                .redirectErrorStream(true);
        script.environment().put("KEYSTORE_PASSWORD", "of-this-test-only");
        script.environment().merge("PATH", System.getProperty("java.home") + "/bin:",
                (path, java) -> java + path);
        Process run = script.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(!said.contains("keytool: command not found"), "no keytool here");
        assertEquals(0, run.waitFor(), said);

        KeyStore store = KeyStore.getInstance(
                folder.resolve("brokers.p12").toFile(), "of-this-test-only".toCharArray());
        Certificate[] chain = store.getCertificateChain("key");

        chain[0].verify(chain[1].getPublicKey());
        assertEquals(2, chain.length);
        assertTrue(((X509Certificate) chain[0]).getSubjectAlternativeNames().toString()
                .contains("kafka-2"));
        assertTrue(Files.exists(folder.resolve("trust.p12")));
    }

    @Test
    void dockerComposeReadsItWhereItIsInstalled(@TempDir Path folder) throws Exception {
        assumeTrue(compose(folder, "version") == 0, "no docker compose here");
        for (String file : List.of("compose.yaml", "secure.yaml", ".env")) {
            Files.copy(ComposeFile.FOLDER.resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("secrets.env"), Files
                .readString(ComposeFile.FOLDER.resolve("secrets.env.example")).replaceAll("(?m)=$", "=" + SECRET));

        int plain = compose(folder, "--profile", "demo", "config", "--quiet");
        int secure = compose(folder, "--env-file", ".env", "--env-file", "secrets.env", "-f", "compose.yaml", "-f",
                "secure.yaml", "--profile", "cpu", "--profile", "secure", "config", "--quiet");

        assertEquals(0, plain);
        assertEquals(0, secure);
    }

    private static int compose(Path folder, String... arguments) throws Exception {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of("docker", "compose"), Stream.of(arguments)).toList())
                    .directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("TOPOSTREAM_TOKEN", SECRET);
            Process process = builder.start();
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } catch (IOException e) {
            return 1; // not installed
        }
    }
}
