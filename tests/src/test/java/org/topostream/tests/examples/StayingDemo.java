package org.topostream.tests.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.tests.RunningDemo;

/// A small demo that has shown all its pictures and stays up, as whoever tries the examples has it.
///
/// @param demo the demo
/// @param site where it is
record StayingDemo(RunningDemo demo, Site site) implements AutoCloseable {
    static final String SUBJECT = "phantom";
    static final int VOXELS = 40;
    static final String MAPS = Topics.maps(SUBJECT).name();

    private static final int TRIALS = 60;

    /// @param data where it keeps everything
    static StayingDemo start(Path data) throws InterruptedException {
        RunningDemo demo = RunningDemo.start(data, TRIALS, VOXELS);
        demo.await("Staying up");
        return new StayingDemo(demo, demo.site());
    }

    /// Where the live page is, as the demo printed it.
    String page() throws InterruptedException {
        return demo.page();
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
        demo.close();
    }
}
