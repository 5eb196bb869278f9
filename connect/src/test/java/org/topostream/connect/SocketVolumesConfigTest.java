package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class SocketVolumesConfigTest {
    private static SocketVolumesConfig with(Map<String, String> more) {
        return new SocketVolumesConfig(settings(more));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("subject", "s01", "schema.registry.url",
                "http://registry:8081", "protocol", "pyneal"));
        settings.putAll(more);
        return settings;
    }

    @Test
    void listensWhereSendersOfTheProtocolSend() {
        Map<String, Integer> ports = Map.of("afni", 7954, "pyneal", 5555, "murfi", 15_000, "fieldtrip", 1972);

        ports.forEach((protocol, port) -> {
            SocketVolumesConfig config = with(Map.of("protocol", protocol));

            assertEquals(port, config.receiver().port(), protocol);
            assertEquals(protocol, config.protocol().text());
            assertEquals("127.0.0.1", config.receiver().host());
            assertEquals(7953, config.dataPort());
        });
    }

    @Test
    void takesEverySetting() {
        SocketVolumesConfig config = with(Map.of("protocol", "afni", "host", "0.0.0.0", "port", "1", "data.port", "2"));

        assertEquals(SocketProtocol.AFNI, config.protocol());
        assertEquals("0.0.0.0", config.receiver().host());
        assertEquals(1, config.receiver().port());
        assertEquals(2, config.dataPort());
    }

    @Test
    void offersProtocolsAndTheDataPortToAfniAlone() {
        assertEquals(List.of("afni", "pyneal", "murfi", "fieldtrip"), value("murfi", "protocol").recommendedValues());
        assertFalse(value("murfi", "data.port").visible());
        assertTrue(value("afni", "data.port").visible());
    }

    private static ConfigValue value(String protocol, String key) {
        return SocketVolumesConfig.definition().validateAll(settings(Map.of("protocol", protocol))).get(key);
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (Map<String, String> wrong : List.of(Map.of("protocol", "dimon"), Map.of("port", "65536"),
                Map.of("port", "-1"), Map.of("data.port", "any"), Map.of("host", ""))) {
            String message = assertThrows(ConfigException.class, () -> with(wrong)).getMessage();
            assertTrue(message.contains(wrong.keySet().iterator().next()), message);
        }
    }
}
