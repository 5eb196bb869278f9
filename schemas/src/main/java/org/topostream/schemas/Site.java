package org.topostream.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.serde.AvroDeserializer;
import org.topostream.schemas.serde.AvroSerializer;

/// One Kafka with one Schema Registry, embedded or a lab's own, and the clients that talk to them.
///
/// @param bootstrapServers host:port, comma separated
/// @param schemaRegistry   the registry's address
/// @param overrides        further client settings, such as `security.protocol`; they win over ours; those that begin with
///                         `producer.` are for producers only
public record Site(String bootstrapServers, String schemaRegistry, Map<String, String> overrides) {
    /// Class of the serializer of values; a site that has Confluent's jars may name theirs.
    public static final String SERIALIZER = "topostream.value.serializer";
    /// Class of the deserializer of values.
    public static final String DESERIALIZER = "topostream.value.deserializer";

    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int NEW_PARTITIONS_MS = 2_000;
    private static final String PRODUCERS = "producer.";

    public Site {
        overrides = Map.copyOf(overrides);
    }

    /// What every client has: where to connect, and the site's own settings.
    public Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(RegistrySettings.URL, schemaRegistry);
        config.put("specific.avro.reader", "true");
        config.putAll(overrides);
        return config;
    }

    /// How large this site's records may be.
    /// @throws IllegalArgumentException where its settings say no size
    public SizeLimits limits() {
        return SizeLimits.of(overrides);
    }

    public Admin admin() {
        return Admin.create(common());
    }

    /// A consumer that sees committed records only and never commits by itself.
    public <T extends SpecificRecord> KafkaConsumer<String, T> consumer() {
        return new KafkaConsumer<>(consumerConfig(), new StringDeserializer(), this.<T>deserializer());
    }

    /// The same without decoding.
    public KafkaConsumer<String, byte[]> rawConsumer() {
        return new KafkaConsumer<>(consumerConfig(), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /// The same, to share the partitions of topics with all consumers of a group: one that dies is replaced after 6 s, the
    /// shortest time that brokers allow by default, and those that stay keep what they have.
    public KafkaConsumer<String, byte[]> groupConsumer(String group) {
        Map<String, Object> config = new HashMap<>(consumerConfig());
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_PARTITIONS_MS);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new KafkaConsumer<>(config, new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(limits().consumer());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "32");
        // A topic that a reader brings about has the broker's defaults, not the catalogue's.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.putAll(common());
        return config;
    }

    /// An idempotent producer that waits for all replicas.
    public <T extends SpecificRecord> KafkaProducer<String, T> producer() {
        return new KafkaProducer<>(producerConfig(), new StringSerializer(), this.<T>serializer());
    }

    /// The same, with transactions under this id; an older one of the same id is fenced off.
    public <T extends SpecificRecord> KafkaProducer<String, T> transactionalProducer(String id) {
        return new KafkaProducer<>(transactionalConfig(id), new StringSerializer(), this.<T>serializer());
    }

    /// The same for bytes as they are.
    public KafkaProducer<String, byte[]> rawTransactionalProducer(String id) {
        return new KafkaProducer<>(transactionalConfig(id), new StringSerializer(),
                new ByteArraySerializer());
    }

    private Map<String, Object> transactionalConfig(String id) {
        Map<String, Object> config = producerConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return config;
    }

    Map<String, Object> producerConfig() {
        Map<String, Object> config = new HashMap<>(limits().producer());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Somebody waits for each stimulus and each response; Kafka's default is to wait 5 ms for company.
        config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        config.putAll(common());
        overrides.forEach((key, value) -> {
            if (key.startsWith(PRODUCERS)) {
                config.put(key.substring(PRODUCERS.length()), value);
            }
        });
        return config;
    }

    public <T extends SpecificRecord> Serializer<T> serializer() {
        return configured(overrides.getOrDefault(SERIALIZER, AvroSerializer.class.getName()), Serializer.class);
    }

    public <T extends SpecificRecord> Deserializer<T> deserializer() {
        return configured(overrides.getOrDefault(DESERIALIZER, AvroDeserializer.class.getName()), Deserializer.class);
    }

    public <T extends SpecificRecord> Serde<T> serde() {
        return Serdes.serdeFrom(this.<T>serializer(), this.<T>deserializer());
    }

    @SuppressWarnings("unchecked")
    private <C> C configured(String className, Class<?> kind) {
        try {
            Object instance = Utils.newInstance(className, kind);
            switch (instance) {
                case Serializer<?> serializer -> serializer.configure(common(), false);
                case Deserializer<?> deserializer -> deserializer.configure(common(), false);
                default -> throw new IllegalArgumentException(className + " is not a " + kind.getSimpleName());
            }
            return (C) instance;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + className + " on the class path", e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(className + " is not a " + kind.getSimpleName(), e);
        }
    }

    /// For Kafka Streams; see [SizeLimits] for the limits of its clients.
    public Properties streams() {
        Properties config = new Properties();
        limits().producer()
                .forEach((key, value) -> config.put("producer." + key, overrides.getOrDefault(key, value)));
        limits().consumer()
                .forEach((key, value) -> config.put("consumer." + key, overrides.getOrDefault(key, value)));
        config.putAll(common());
        return config;
    }

    /// Without the values of overrides and without the registry's address, where passwords may stand.
    @Override
    public String toString() {
        return "Site[" + bootstrapServers + ", overrides of " + new TreeSet<>(overrides.keySet()) + "]";
    }
}
