package org.topostream.cli.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// Adds encoders that are new to the topic `trainers`: of every subject that is known, under every backbone that has a
/// topic of features. Whoever opens it fences off whoever had it before, and begins with what is committed: no encoder is
/// listed twice.
final class EncoderList implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderList.class);
    private static final String WRITER = "topostream-trainers";
    private static final String TOPIC = Topics.trainers().name();
    private static final Duration NO_WAIT = Duration.ofMillis(1);

    private final TopicAdmin admin;
    private final Producer<String, byte[]> producer;
    private final TopicTail<Subject> subjects;
    private final Subjects known = new Subjects();
    private final List<String> names = new ArrayList<>();
    private final Map<SharedEncoder, Integer> listed = new HashMap<>();

    private EncoderList(TopicAdmin admin, Producer<String, byte[]> producer, TopicTail<Subject> subjects) {
        this.admin = admin;
        this.producer = producer;
        this.subjects = subjects;
    }

    static EncoderList open(Site site) {
        Lifecycle opened = new Lifecycle();
        try {
            Producer<String, byte[]> producer = opened.add(site.rawTransactionalProducer(WRITER));
            producer.initTransactions();
            EncoderList list = new EncoderList(opened.add(new TopicAdmin(site)), producer,
                    opened.add(TopicTail.open(site, Topics.subjects().name())));
            try (TopicTail<byte[]> tail = TopicTail.raw(site, TOPIC)) {
                tail.readToEnd(record -> SharedEncoder.of(record.key())
                        .ifPresent(encoder -> list.listed.put(encoder, record.partition())));
            }
            return list;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Looks for encoders that are not listed, and lists them.
    void look() {
        subjects.poll(NO_WAIT, record -> known.take(record).map(Subject::getSubject).ifPresent(names::add));
        List<String> backbones = admin.names().stream().map(Topics::featuresTopic).flatMap(Optional::stream).toList();
        for (String subject : names) {
            for (String backbone : backbones) {
                SharedEncoder encoder = new SharedEncoder(subject, backbone);
                if (!listed.containsKey(encoder)) {
                    add(encoder);
                }
            }
        }
    }

    private void add(SharedEncoder encoder) {
        int partition = 1;
        while (listed.containsValue(partition)) {
            partition++;
        }
        admin.create(Topics.all(encoder.subject(), encoder.backbone()));
        admin.grow(TOPIC, partition + 1);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, partition, encoder.key(), new byte[0]));
        producer.commitTransaction();
        listed.put(encoder, partition);
        LOG.info("encoder listed subject={} backbone={} partition={}", encoder.subject(), encoder.backbone(),
                partition);
    }

    @Override
    public void close() {
        subjects.close();
        producer.close(Duration.ZERO);
        admin.close();
    }
}
