package org.topostream.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.encoders.EncoderAssembler;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// A Kafka in memory, whose records all have one order: they are read again in the order in which they came.
final class FakeLog implements TrainerClients {
    private static final int PARTITIONS = 2;

    private final List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final int largestPoll;
    private Runnable onIdle = () -> {};
    private String polledTopic = "";
    private Runnable onPolled = () -> {};
    private int pollsToLive = Integer.MAX_VALUE;
    private int commitsToFail;
    private boolean fenced;

    /// The process dies here.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// @param largestPoll most records that a poll brings
    FakeLog(int largestPoll) {
        this.largestPoll = largestPoll;
        for (String topic : List.of(Recording.INPUTS.features(), Recording.INPUTS.responses(), encoders())) {
            partitions(topic).forEach(partition -> ends.put(partition, 0L));
        }
    }

    private static String encoders() {
        return Topics.encoders(Recording.SUBJECT, Recording.BACKBONE).name();
    }

    private static List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < (topic.equals(Recording.INPUTS.features()) ? PARTITIONS : 1); i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    FakeLog add(Features.Builder features) {
        int partition = Math.floorMod(features.getStimulusId().hashCode(), PARTITIONS);
        append(new TopicPartition(Recording.INPUTS.features(), partition), features.getStimulusId(),
                features.build());
        return this;
    }

    FakeLog add(Response.Builder response) {
        return addResponse(response.getStimulusId(), response.build());
    }

    /// @param record of any kind
    FakeLog addResponse(String key, SpecificRecord record) {
        append(new TopicPartition(Recording.INPUTS.responses(), 0), key, record);
        return this;
    }

    FakeLog addTombstone(String key) {
        TopicPartition partition = new TopicPartition(Recording.INPUTS.responses(), 0);
        records.add(new ConsumerRecord<>(partition.topic(), 0, ends.get(partition), key, null));
        ends.merge(partition, 1L, Long::sum);
        return this;
    }

    private void append(TopicPartition partition, String key, SpecificRecord record) {
        records.add(new ConsumerRecord<>(partition.topic(), partition.partition(), ends.get(partition), key, record));
        ends.merge(partition, 1L, Long::sum);
    }

    /// Called when a trainer has read everything.
    void whenIdle(Runnable action) {
        onIdle = action;
    }

    /// Called once, when a poll brings records of a topic.
    void whenPolled(String topic, Runnable action) {
        polledTopic = topic;
        onPolled = action;
    }

    /// From now on responses are read before features, as where their broker answers sooner.
    void readResponsesFirst() {
        records.sort(Comparator.comparing(record -> !record.topic().equals(Recording.INPUTS.responses())));
    }

    /// Lets the process die instead of a poll.
    void dieAfterPolls(int polls) {
        pollsToLive = polls;
    }

    /// Lets transactions fail.
    void failCommits(int commits) {
        commitsToFail = commits;
    }

    /// Lets another trainer take over.
    void fence() {
        fenced = true;
    }

    /// Forgets all of the inputs, as where topics are made anew.
    void clearInputs() {
        records.removeIf(record -> !record.topic().equals(encoders()));
        ends.replaceAll((partition, end) -> partition.topic().equals(encoders()) ? end : 0);
    }

    /// Every encoder that was published.
    List<PublishedEncoder> published() {
        EncoderAssembler assembler = new EncoderAssembler(EncoderParts.ALL);
        List<PublishedEncoder> published = new ArrayList<>();
        for (ConsumerRecord<String, SpecificRecord> record : records) {
            if (record.value() instanceof EncoderPart part) {
                Optional<PublishedEncoder> whole = assembler.accept(record.key(), part);
                whole.ifPresent(published::add);
                if (part.getPart() instanceof EncoderManifest && whole.isEmpty()) {
                    throw new AssertionError("an encoder whose parts do not fit its manifest");
                }
            }
        }
        return published;
    }

    @Override
    public TopicTail<SpecificRecord> tail(String... topics) {
        return TopicTail.of(new LogConsumer(), topics);
    }

    @Override
    public Producer<String, EncoderPart> producer(String transactionalId) {
        return new LogProducer();
    }

    private final class LogConsumer extends MockConsumer<String, SpecificRecord> {
        LogConsumer() {
            super("earliest");
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            ends.keySet().forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            return partitions(topic).stream().map(partition -> new PartitionInfo(topic, partition.partition(),
                    Node.noNode(), new Node[0], new Node[0])).toList();
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> found = new HashMap<>(ends);
            found.keySet().retainAll(partitions);
            return found;
        }

        /// The next records of one partition, so that the order stays what it was.
        @Override
        public synchronized ConsumerRecords<String, SpecificRecord> poll(Duration timeout) {
            if (pollsToLive-- == 0) {
                throw new Killed();
            }
            List<ConsumerRecord<String, SpecificRecord>> found = new ArrayList<>();
            for (ConsumerRecord<String, SpecificRecord> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                boolean unread = assignment().contains(partition) && record.offset() >= position(partition);
                boolean follows = found.isEmpty() || found.getFirst().topic().equals(record.topic())
                        && found.getFirst().partition() == record.partition();
                if (unread && (!follows || found.size() == largestPoll)) {
                    break;
                }
                if (unread) {
                    found.add(record);
                }
            }
            if (found.isEmpty()) {
                onIdle.run();
                return ConsumerRecords.empty();
            }
            TopicPartition partition = new TopicPartition(found.getFirst().topic(), found.getFirst().partition());
            if (partition.topic().equals(polledTopic)) {
                polledTopic = "";
                onPolled.run();
            }
            seek(partition, found.getLast().offset() + 1);
            return new ConsumerRecords<>(Map.of(partition, found), Map.of());
        }
    }

    /// Its records are in the log once their transaction is committed.
    private final class LogProducer extends MockProducer<String, EncoderPart> {
        LogProducer() {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), (topic, part) -> new byte[0]);
        }

        @Override
        public void commitTransaction() {
            if (fenced) {
                fenceProducer();
            }
            if (commitsToFail-- > 0) {
                throw new KafkaException("the broker went away");
            }
            List<ProducerRecord<String, EncoderPart>> sent = uncommittedRecords();
            super.commitTransaction();
            sent.forEach(record -> append(new TopicPartition(record.topic(), 0), record.key(), record.value()));
        }
    }
}
