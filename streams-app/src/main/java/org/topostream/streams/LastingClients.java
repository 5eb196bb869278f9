package org.topostream.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// Clients of a stage whose transactions bear the instance's name instead of one that Kafka Streams draws at every start
/// of a stage without a store on disk. The first transaction of an instance that was killed and is back ends the one that
/// it left open, which readers would else wait for until it times out.
final class LastingClients implements KafkaClientSupplier {
    /// What Kafka Streams makes of application, process and thread.
    private static final Pattern TRANSACTIONAL_ID = Pattern
            .compile("(.*)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-(\\d+)");

    private final String instance;

    /// @param instance its lasting name
    LastingClients(String instance) {
        this.instance = instance;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Map<String, Object> named = new HashMap<>(config);
        named.computeIfPresent(ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, id) -> named(id.toString()));
        return new KafkaProducer<>(named, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// @param drawn `<stage>-<random>-<thread>`
    /// @return `<stage>-<instance>-<thread>`
    String named(String drawn) {
        Matcher parts = TRANSACTIONAL_ID.matcher(drawn);
        if (!parts.matches()) {
            throw new IllegalStateException("expected a transactional id <stage>-<uuid>-<thread>, got " + drawn);
        }
        return parts.group(1) + "-" + instance + "-" + parts.group(2);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
