package org.topostream.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCompatibilityTest {
    private static final String MISSING = "{\"error_code\":40408,\"message\":\"no level of its own\"}";

    private final FakeRegistry registry = FakeRegistry.start();
    private final SchemaCompatibility compatibility = new SchemaCompatibility(
            new RegistrySettings(List.of(RegistryAddress.parse(registry.url())), Duration.ZERO));

    @AfterEach
    void stop() {
        registry.close();
    }

    private void answersLevel(String level) {
        registry.answerNext(200, "{\"compatibilityLevel\":\"" + level + "\"}");
    }

    private List<String> asked() {
        return registry.requests().stream().map(request -> request.method() + " " + request.path()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BACKWARD", "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"})
    void leavesARegistryAloneThatKeepsReaders(String level) {
        answersLevel(level);

        compatibility.require(List.of("stimuli-value"));

        assertEquals(List.of("GET /config"), asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "FORWARD", "FORWARD_TRANSITIVE"})
    void setsSubjectsThatHaveNoRuleWhereAnythingGoes(String level) {
        answersLevel(level);
        registry.answerNext(404, MISSING);
        registry.answerNext(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}");
        answersLevel("BACKWARD");

        compatibility.require(List.of("a b-value", "kept-value"));

        assertEquals(List.of("GET /config", "GET /config/a%20b-value", "PUT /config/a%20b-value",
                "GET /config/kept-value"), asked());
    }

    @Test
    void goesOnWhereTheSiteDoesNotLetUs() {
        answersLevel("NONE");
        registry.answerNext(404, MISSING);
        registry.answerNext(403, "{\"error_code\":40301,\"message\":\"read only\"}");

        compatibility.require(List.of("stimuli-value"));

        assertEquals(List.of("GET /config", "GET /config/stimuli-value", "PUT /config/stimuli-value"), asked());
    }

    @Test
    void goesOnWhereTheRegistryKnowsNoLevels() {
        compatibility.require(List.of("stimuli-value")); // as the fake one, which answers 404

        assertEquals("GET /config", asked().getFirst());
    }

    @Test
    void setsItForAll() {
        registry.answerNext(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}");

        compatibility.setForAll();

        assertEquals(List.of("PUT /config"), asked());
    }
}
