package org.topostream.cli.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// A real Kafka broker and controller in this process, on the loopback interface only.
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOG = "log";
    private static final String PORT = "topostream.broker.port";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts on a folder: a new one is formatted, another goes on with what it holds, on its port if that is free.
    ///
    /// @param overrides further broker settings
    public static EmbeddedBroker start(Path folder, Map<String, String> overrides) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("server.properties");
        int port = FreePort.preferably(portOf(file));
        Properties config = config(folder, port, overrides);
        try (Writer out = Files.newBufferedWriter(file)) {
            config.store(out, "written at every start");
        }
        if (!Files.exists(folder.resolve(LOG).resolve("meta.properties"))) {
            format(file);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
    }

    private static int portOf(Path file) throws IOException {
        Properties before = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                before.load(in);
            }
        }
        return Integer.parseInt(before.getProperty(PORT, "0"));
    }

    private static Properties config(Path folder, int port, Map<String, String> overrides) throws IOException {
        int controller = FreePort.any();
        Properties config = new Properties();
        config.setProperty(PORT, Integer.toString(port));
        config.setProperty("process.roles", "broker,controller");
        config.setProperty("node.id", "1");
        config.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + controller);
        config.setProperty("listeners", "PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":"
                + controller);
        config.setProperty("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
        config.setProperty("controller.listener.names", "CONTROLLER");
        config.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.setProperty("log.dirs", folder.resolve(LOG).toAbsolutePath().toString());
        config.setProperty("auto.create.topics.enable", "false");
        config.setProperty("default.replication.factor", "1");
        config.setProperty("min.insync.replicas", "1");
        config.setProperty("offsets.topic.replication.factor", "1");
        config.setProperty("offsets.topic.num.partitions", "4");
        config.setProperty("transaction.state.log.replication.factor", "1");
        config.setProperty("transaction.state.log.min.isr", "1");
        config.setProperty("transaction.state.log.num.partitions", "4");
        config.setProperty("share.coordinator.state.topic.replication.factor", "1");
        config.setProperty("share.coordinator.state.topic.min.isr", "1");
        config.setProperty("group.initial.rebalance.delay.ms", "0");
        config.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A killed broker's registration ends after this; until then the next start waits.
        config.setProperty("broker.session.timeout.ms", "3000");
        config.setProperty("broker.heartbeat.interval.ms", "500");
        config.setProperty("controlled.shutdown.enable", "false");
        config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        config.putAll(overrides);
        return config;
    }

    private static void format(Path file) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = StorageTool.execute(new String[]{"format", "--ignore-formatted", "--cluster-id",
                Uuid.randomUuid().toString(), "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("cannot format " + file.getParent() + " for Kafka: "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /// For clients, host:port.
    public String bootstrapServers() {
        return LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
