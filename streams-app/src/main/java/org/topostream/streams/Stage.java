package org.topostream.streams;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;

/// Builds the topology of one stage: guarded sources, one output topic, `dead-letters`, and stores.
public final class Stage {
    private final String name;
    private final Optional<String> backbone;
    private final Site site;
    private final Topology topology = new Topology();
    private String[] processors = {};

    /// A stage that works for all backbones alike.
    public Stage(String name, Site site) {
        this(name, Optional.empty(), site);
    }

    /// A stage that works for one backbone, which its dead letters name.
    public Stage(String name, String backbone, Site site) {
        this(name, Optional.of(backbone), site);
    }

    private Stage(String name, Optional<String> backbone, Site site) {
        this.name = name;
        this.backbone = backbone;
        this.site = site;
    }

    /// A source topic, what its records are, and what is done with them.
    public <V extends SpecificRecord> Stage read(String topic, Class<V> type, Supplier<RecordHandler<V>> handler) {
        String processor = name + "-" + topic;
        topology.addSource(AutoOffsetReset.earliest(), topic, new UsePartitionTimeOnInvalidTimestamp(),
                new StringDeserializer(), new ByteArrayDeserializer(), topic);
        topology.addProcessor(processor,
                () -> new GuardedProcessor<>(new DeadLetter(name, backbone, site.limits().recordBytes()), type,
                        site.deserializer(), handler.get()),
                topic);
        processors = append(processors, processor);
        return this;
    }

    private static String[] append(String[] names, String more) {
        String[] longer = Arrays.copyOf(names, names.length + 1);
        longer[names.length] = more;
        return longer;
    }

    /// The output topics; each one's sink bears its name. Called after every [#read(String, Class, Supplier)].
    public Stage write(String... topics) {
        for (String topic : topics) {
            topology.addSink(topic, topic, new StringSerializer(), site.serializer(), processors);
        }
        topology.addSink(GuardedProcessor.DEAD_LETTERS, Topics.deadLetters().name(), new StringSerializer(),
                new ByteArraySerializer(), processors);
        return this;
    }

    /// A store of Avro records shared by the stage's processors, in memory or on disk, with a changelog.
    public Stage store(String store, KeyValueBytesStoreSupplier supplier) {
        return add(Stores.keyValueStoreBuilder(supplier, Serdes.String(), site.serde()), store);
    }

    /// A store of plain bytes.
    public Stage bytesStore(String store, KeyValueBytesStoreSupplier supplier) {
        return add(Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray()), store);
    }

    private Stage add(StoreBuilder<? extends KeyValueStore<?, ?>> builder, String store) {
        if (!builder.name().equals(store)) {
            throw new IllegalArgumentException("store " + store + " has a supplier named " + builder.name());
        }
        Map<String, String> changelog = new HashMap<>(TopicSpec.compaction());
        changelog.put("max.message.bytes", Integer.toString(site.limits().recordBytes()));
        topology.addStateStore(builder.withLoggingEnabled(changelog), processors);
        return this;
    }

    public Topology topology() {
        return topology;
    }
}
