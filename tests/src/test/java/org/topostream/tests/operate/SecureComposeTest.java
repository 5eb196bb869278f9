package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import kafka.admin.ConfigCommand;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.embedded.EmbeddedBroker;

/// The secure profile's own certificates, broker settings, accounts and app settings, with a broker in this process.
class SecureComposeTest {
    private static final String PASSWORD = "ofThisTestOnly0123456789";
    private static final Map<String, String> SECRETS = Map.of("KEYSTORE_PASSWORD", PASSWORD, "TOPOSTREAM_PASSWORD",
            "appsOfThisTest", "STIMULUS_PASSWORD", "stimuliOfThisTest", "READER_PASSWORD", "readerOfThisTest");
    /// Stands for each of Kafka's tools: keeps its arguments, and copies of the files that they name.
    private static final String RECORDER = """
            #!/usr/bin/env bash
            call=$(mktemp "$CALLS/$(ls "$CALLS" | wc -l | xargs printf %03d)-XXXXXX.call")
            basename "$0" >"$call"
            for word; do
              if [ -f "$word" ]; then copy=$(mktemp "$COPIES/XXXXXX"); cp "$word" "$copy"; word=$copy; fi
              printf '%s\\n' "$word" >>"$call"
            done
            """;

    @TempDir
    private Path folder;

    private void run(Map<String, String> more, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", ComposeFile.FOLDER.resolve("secure").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().putAll(SECRETS);
        process.environment().putAll(more);
        process.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
    }

    /// As the brokers' image reads its environment.
    private static String setting(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace("___", "-").replace('_', '.');
    }

    private String here(String text) {
        String filled = text;
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            filled = filled.replaceAll("\\$\\{" + secret.getKey() + "[^}]*}", secret.getValue());
        }
        return filled.replace("/certificates", folder.resolve("certificates").toString()).replace("$$", "$");
    }

    private Map<String, String> brokerSettings(int[] ports) throws IOException {
        Map<String, String> settings = new HashMap<>();
        ComposeFile.read("secure.yaml").services().get("kafka-1").path("environment").properties().forEach(
                variable -> settings.put(setting(variable.getKey()), here(variable.getValue().asText())));
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports[0]);
        settings.put("listeners", "CONTROLLER://127.0.0.1:" + ports[0] + ",BROKER://127.0.0.1:" + ports[1]
                + ",CLIENT://127.0.0.1:" + ports[2] + ",INSIDE://127.0.0.1:" + ports[3]);
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + ports[1] + ",CLIENT://127.0.0.1:" + ports[2]
                + ",INSIDE://127.0.0.1:" + ports[3]);
        return settings;
    }

    private static int[] freePorts() throws IOException {
        int[] ports = new int[4];
        List<ServerSocket> open = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            open.add(new ServerSocket(0));
            ports[i] = open.get(i).getLocalPort();
        }
        for (ServerSocket each : open) {
            each.close();
        }
        return ports;
    }

    /// Runs the script of accounts, and then in this process what it asked Kafka's tools for.
    private void makeAccounts(int brokerPort) throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path calls = Files.createDirectories(folder.resolve("calls"));
        for (String tool : List.of("kafka-configs.sh", "kafka-acls.sh")) {
            Files.writeString(tools.resolve(tool), RECORDER);
            assertTrue(tools.resolve(tool).toFile().setExecutable(true));
        }
        run(Map.of("KAFKA_TOOLS", tools.toString(), "CALLS", calls.toString(), "COPIES",
                Files.createDirectories(folder.resolve("copies")).toString()), "accounts.sh",
                "127.0.0.1:" + brokerPort, folder.resolve("certificates").toString());
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("a tool ends with " + status + ": " + message);
        });
        try (Stream<Path> files = Files.list(calls)) {
            for (Path call : files.sorted().toList()) {
                tool(Files.readAllLines(call));
            }
        } finally {
            Exit.resetExitProcedure();
        }
    }

    private static void tool(List<String> words) {
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        if (words.getFirst().equals("kafka-configs.sh")) {
            ConfigCommand.main(arguments);
        } else {
            AclCommand.main(arguments);
        }
    }

    /// The apps' settings, for an account.
    private Map<String, Object> client(int port, String user, String password) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(here(
                ComposeFile.read("secure.yaml").root().path("configs").path("site").path("content").asText())
                .replace("${env:KAFKA_USER}", user).replace("${env:KAFKA_PASSWORD}", password)
                .replace("${env:KEYSTORE_PASSWORD}", PASSWORD)));
        Map<String, Object> client = new HashMap<>();
        settings.forEach((key, value) -> client.put(key.toString(), value));
        client.keySet().removeIf(key -> key.startsWith("config.providers"));
        client.put("bootstrap.servers", "127.0.0.1:" + port);
        client.put("request.timeout.ms", "5000");
        client.put("delivery.timeout.ms", "10000");
        client.put("default.api.timeout.ms", "10000");
        client.put("max.block.ms", "10000");
        return client;
    }

    private static void send(Map<String, Object> client, String topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(client, new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", new byte[1])).get();
        }
    }

    @Test
    void everyAccountMayDoWhatItIsForAndNothingElse() throws Exception {
        int[] ports = freePorts();
        run(Map.of(), "certificates.sh", Files.createDirectories(folder.resolve("certificates")).toString());
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), brokerSettings(ports))) {
            makeAccounts(ports[1]);
            Map<String, Object> apps = client(ports[3], "topostream", SECRETS.get("TOPOSTREAM_PASSWORD"));
            Map<String, Object> stimulus = client(ports[2], "stimulus", SECRETS.get("STIMULUS_PASSWORD"));
            Map<String, Object> reader = client(ports[2], "reader", SECRETS.get("READER_PASSWORD"));
            try (Admin admin = Admin.create(apps)) {
                admin.createTopics(
                        List.of(new NewTopic("stimuli", 1, (short) 1), new NewTopic("maps.s1", 1, (short) 1))).all()
                        .get();
            }
            reader.put("group.id", "reader-test");

            send(apps, "maps.s1");
            send(stimulus, "stimuli");
            ExecutionException maps = assertThrows(ExecutionException.class, () -> send(stimulus, "maps.s1"));
            ExecutionException stimuli = assertThrows(ExecutionException.class, () -> send(reader, "stimuli"));

            assertInstanceOf(TopicAuthorizationException.class, maps.getCause());
            assertInstanceOf(TopicAuthorizationException.class, stimuli.getCause());
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(reader, new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                assertEquals(1, consumer.partitionsFor("maps.s1").size());
                assertThrows(TopicAuthorizationException.class, () -> consumer.partitionsFor("stimuli"));
            }
        }
    }
}
