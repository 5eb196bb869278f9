package org.topostream.tests.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

import org.topostream.cli.embedded.EmbeddedRegistry;
import org.topostream.schemas.Site;

/// Three brokers, each of them a controller too, and a registry: every record lies on three, and two must have it.
final class Cluster implements AutoCloseable {
    private static final int BROKERS = 3;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"), Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"), Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("offsets.topic.num.partitions", "2"), Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"), Map.entry("transaction.state.log.num.partitions", "2"),
            Map.entry("share.coordinator.state.topic.replication.factor", "3"),
            Map.entry("share.coordinator.state.topic.min.isr", "2"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("broker.session.timeout.ms", "2500"), Map.entry("broker.heartbeat.interval.ms", "400"),
            Map.entry("replica.lag.time.max.ms", "4000"), Map.entry("controller.quorum.fetch.timeout.ms", "1500"),
            Map.entry("controller.quorum.election.timeout.ms", "600"),
            Map.entry("metadata.max.idle.interval.ms", "5000"), Map.entry("replica.fetch.wait.max.ms", "1500"),
            Map.entry("num.network.threads", "1"), Map.entry("num.io.threads", "3"),
            Map.entry("group.coordinator.threads", "1"), Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.segment.bytes", Integer.toString(8 << 20)),
            Map.entry("log.cleaner.min.compaction.lag.ms", "60000"),
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)));

    private final Path folder;
    private final Jvm jvm;
    private final List<Integer> ports;
    private final List<Child> brokers = new ArrayList<>();
    private final Admin admin;
    private EmbeddedRegistry registry;

    /// Starts them on a new folder.
    Cluster(Path folder, Jvm jvm, Map<String, String> limits) throws IOException, InterruptedException {
        this.folder = folder;
        this.jvm = jvm;
        ports = IntStream.range(0, 2 * BROKERS).mapToObj(each -> freePort()).toList();
        String cluster = Uuid.randomUuid().toString();
        for (int broker = 0; broker < BROKERS; broker++) {
            configure(broker, cluster, limits);
            brokers.add(startBroker(broker));
        }
        registry = startRegistry();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
        awaitWhole(Duration.ofMinutes(1));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }

    private void configure(int broker, String cluster, Map<String, String> limits) throws IOException {
        Properties settings = new Properties();
        settings.putAll(SETTINGS);
        settings.putAll(limits);
        settings.setProperty("node.id", Integer.toString(broker));
        settings.setProperty("controller.quorum.voters", IntStream.range(0, BROKERS)
                .mapToObj(each -> each + "@" + LOOPBACK + ":" + ports.get(BROKERS + each))
                .collect(Collectors.joining(",")));
        settings.setProperty("listeners", "PLAINTEXT://" + LOOPBACK + ":" + ports.get(broker) + ",CONTROLLER://"
                + LOOPBACK + ":" + ports.get(BROKERS + broker));
        settings.setProperty("log.dirs", folder.resolve("broker-" + broker).toString());
        Path file = settingsOf(broker);
        Files.createDirectories(file.getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, "a broker of the fault bench");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = StorageTool.execute(new String[]{"format", "--cluster-id", cluster, "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("cannot format " + file + ": " + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private Path settingsOf(int broker) {
        return folder.resolve("broker-" + broker + ".properties");
    }

    private Child startBroker(int broker) {
        String name = "broker-" + broker;
        Path log = folder.resolve(name + ".log");
        return Child.start(name, jvm.broker(log, settingsOf(broker)), folder.resolve(name + ".out"));
    }

    private EmbeddedRegistry startRegistry() throws IOException, InterruptedException {
        return EmbeddedRegistry.start(jvm.root().resolve("cli/target/apicurio"), folder.resolve("registry"));
    }

    String bootstrapServers() {
        return ports.subList(0, BROKERS).stream().map(port -> LOOPBACK + ":" + port).collect(Collectors.joining(","));
    }

    Site site() {
        return new Site(bootstrapServers(), registry.url(), Map.of());
    }

    /// The broker that leads the controllers.
    int controller() throws InterruptedException {
        try {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no broker tells which of them is the controller", e.getCause());
        }
    }

    /// One that does not lead the controllers.
    int other(int which) throws InterruptedException {
        return (controller() + 1 + which % (BROKERS - 1)) % BROKERS;
    }

    void killBroker(int broker) throws InterruptedException {
        brokers.get(broker).kill();
    }

    /// Lets it end as it should.
    void stopBroker(int broker) throws InterruptedException {
        brokers.get(broker).stop();
    }

    void restartBroker(int broker) {
        brokers.set(broker, startBroker(broker));
    }

    void killRegistry() {
        registry.process().destroyForcibly();
        registry.close();
    }

    /// It answers when this returns.
    void restartRegistry() throws IOException, InterruptedException {
        registry = startRegistry();
    }

    /// Waits until every record lies on three brokers again.
    /// @throws IllegalStateException where that takes longer than the limit
    void awaitWhole(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String missing = missing();
        while (!missing.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + limit.toSeconds() + " s " + missing);
            }
            Thread.sleep(LOOK_EVERY);
            missing = missing();
        }
    }

    /// What is not whole, empty where all is.
    private String missing() throws InterruptedException {
        try {
            int nodes = admin.describeCluster().nodes().get().size();
            if (nodes < BROKERS) {
                return "only " + nodes + " of " + BROKERS + " brokers are there";
            }
            List<String> topics = List.copyOf(
                    admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
            return admin.describeTopics(topics).allTopicNames().get().values().stream().filter(Cluster::isPartial)
                    .map(topic -> "topic " + topic.name() + " is not on all brokers").findFirst().orElse("");
        } catch (ExecutionException e) {
            return "brokers do not answer: " + e.getCause();
        }
    }

    private static boolean isPartial(TopicDescription topic) {
        return topic.partitions().stream().anyMatch(partition -> partition.isr().size() < BROKERS);
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() throws InterruptedException {
        admin.close(Duration.ZERO);
        registry.close();
        for (Child broker : brokers) {
            broker.kill();
        }
    }
}
