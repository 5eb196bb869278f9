package org.topostream.tests.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.topostream.cli.commands.RootCommand;
import org.topostream.cli.site.Endpoints;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// A small demo that has shown all its pictures and stays up, as whoever tries the examples has it.
///
/// @param site    where it is
/// @param printed what it says
/// @param thread  in which it runs
record StayingDemo(Site site, StringWriter printed, Thread thread) implements AutoCloseable {
    static final String SUBJECT = "phantom";
    static final int VOXELS = 40;
    static final String MAPS = Topics.maps(SUBJECT).name();

    private static final int TRIALS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Pattern PAGE = Pattern.compile("Live page: (\\S+)");

    /// @param data where it keeps everything
    static StayingDemo start(Path data) throws InterruptedException {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        Thread thread = Thread.ofPlatform().name("staying-demo")
                .start(() -> RootCommand.commandLine().setOut(out).setErr(out).execute("demo", "--trials",
                        Integer.toString(TRIALS), "--voxels", Integer.toString(VOXELS), "--port", "0", "--data",
                        data.toString()));
        Instant end = Instant.now().plus(PATIENCE);
        while (!printed.toString().contains("Staying up")) {
            if (!thread.isAlive() || Instant.now().isAfter(end)) {
                thread.interrupt();
                throw new IllegalStateException("the demo does not stay up: " + printed);
            }
            Thread.sleep(LOOK_EVERY);
        }
        Endpoints endpoints = Endpoints.running(data).getFirst();
        Site site = new Site(endpoints.bootstrapServers(), endpoints.schemaRegistry(), Map.of());
        return new StayingDemo(site, printed, thread);
    }

    /// Where the live page is, as the demo printed it.
    String page() {
        return PAGE.matcher(printed.toString()).results().map(found -> found.group(1)).findFirst()
                .orElseThrow(() -> new IllegalStateException("the demo names no live page: " + printed));
    }

    /// What a reader of committed records finds in a topic now.
    <R extends SpecificRecord> List<ConsumerRecord<String, R>> records(String topic) {
        List<ConsumerRecord<String, R>> found = new ArrayList<>();
        try (TopicTail<R> tail = TopicTail.open(site, topic)) {
            tail.readToEnd(found::add);
        }
        return found;
    }

    /// Publishes a map as the map stage would.
    void publish(CorticalMap map) {
        try (KafkaProducer<String, CorticalMap> producer = sent(map)) {
            producer.commitTransaction();
        }
    }

    /// Leaves a map in the topic that was never published, as a part does that is killed while it writes.
    void abort(CorticalMap map) {
        try (KafkaProducer<String, CorticalMap> producer = sent(map)) {
            producer.abortTransaction();
        }
    }

    private KafkaProducer<String, CorticalMap> sent(CorticalMap map) {
        KafkaProducer<String, CorticalMap> producer = site.transactionalProducer("examples-test");
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(MAPS, map.getBackbone() + "/" + map.getKind(), map));
        producer.flush();
        return producer;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        if (!thread.join(PATIENCE)) {
            throw new IllegalStateException("the demo does not end");
        }
    }
}
