package org.topostream.tests.scan;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

import org.topostream.schemas.Site;

/// A worker of Kafka Connect in this process, alone in its cluster, where exactly-once is on. It gives a task a
/// millisecond to stop, and then closes its producer, whatever transaction is under way.
final class ConnectWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connect<DistributedHerder> connect;
    private final HttpClient http = HttpClient.newHttpClient();

    private ConnectWorker(Connect<DistributedHerder> connect) {
        this.connect = connect;
    }

    /// @param group names the cluster and its topics: another worker of the same group goes on with what it did
    static ConnectWorker start(Site site, String group) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("the worker would exit with " + status);
        });
        try {
            return new ConnectWorker(new ConnectDistributed().startConnect(settings(site, group)));
        } finally {
            Exit.resetExitProcedure();
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, String> settings(Site site, String group) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", site.bootstrapServers());
        settings.put("group.id", group);
        settings.put("exactly.once.source.support", "enabled");
        settings.put("plugin.discovery", "service_load");
        settings.put("listeners", "http://127.0.0.1:0");
        for (String storage : new String[]{"config", "offset", "status"}) {
            settings.put(storage + ".storage.topic", group + "-" + storage);
            settings.put(storage + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        // What a worker has for connectors that say no others: not what ours need.
        settings.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("task.shutdown.graceful.timeout.ms", "1");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        return settings;
    }

    /// Starts a connector.
    void create(String name, Map<String, String> settings) throws IOException, InterruptedException {
        ask("PUT", "connectors/" + name + "/config", JSON.writeValueAsString(settings));
    }

    /// Cuts off a connector's task, and starts it again.
    void restart(String name) throws IOException, InterruptedException {
        ask("POST", "connectors/" + name + "/tasks/0/restart", "");
    }

    /// Asks until it is done: a worker that has just started, or shares out tasks, asks to come back.
    private void ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(connect.rest().advertisedUrl().resolve(URI.create("/" + path)))
                .header("Content-Type", "application/json").timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body)).build();
        Instant end = Instant.now().plus(PATIENCE);
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        while (answer.statusCode() >= 300) {
            boolean later = answer.statusCode() == 404 || answer.statusCode() == 409 || answer.statusCode() >= 500;
            if (!later || Instant.now().isAfter(end)) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            Thread.sleep(100);
            answer = http.send(request, BodyHandlers.ofString());
        }
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
        http.close();
    }
}
