package org.topostream.schemas;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaCompatibility;
import org.topostream.schemas.serde.AvroSerializer;

/// Creates and looks at topics.
public final class TopicAdmin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);

    private final Admin admin;
    private final Site site;

    public TopicAdmin(Site site) {
        this.site = site;
        admin = site.admin();
    }

    /// Checks that records of every size there may be get through the clients' settings, the brokers, and those of our
    /// topics that are there.
    /// @throws SizeLimitException with the setting to change, where they do not
    public void checkSizes() {
        new SizeCheck(admin, site).require(names().stream().filter(Topics::isOurs).toList());
    }

    /// Creates those that are missing, and checks that the site lets records of every size there may be through them, and
    /// that its registry refuses schemas that would break their readers.
    /// @return those that may not be made or even seen here: where parts have no such right, an operator makes topics
    /// @throws SizeLimitException with the setting to change, where it does not
    /// @throws KafkaException     where a topic cannot be made, or a subject's was made with several partitions
    public Set<String> create(Collection<TopicSpec> topics) {
        Set<String> present = names();
        new SizeCheck(admin, site).require(topics.stream().map(TopicSpec::name).filter(present::contains).toList());
        requireOneOrder(topics.stream().filter(topic -> topic.ofSubject() && present.contains(topic.name())).toList());
        List<TopicSpec> missing = topics.stream().filter(topic -> !present.contains(topic.name())).toList();
        Set<String> made = new HashSet<>(present);
        Set<String> denied = new TreeSet<>();
        admin.createTopics(missing.stream().map(topic -> topic.toNewTopic(site.limits(), Optional.empty())).toList())
                .values()
                .forEach((name, created) -> {
                    try {
                        created.get();
                        made.add(name);
                    } catch (ExecutionException e) {
                        if (e.getCause() instanceof AuthorizationException) {
                            denied.add(name);
                        } else if (!(e.getCause() instanceof TopicExistsException)) {
                            throw new KafkaException("cannot create topic " + name + ": " + e.getCause().getMessage()
                                    + hint(e.getCause()), e.getCause());
                        }
                    } catch (InterruptedException e) {
                        throw interrupted(e);
                    }
                });
        // Made by somebody else at this very time, or so shortly before that the broker did not list it yet.
        requireOneOrder(missing.stream().filter(topic -> topic.ofSubject() && !made.contains(topic.name())
                && !denied.contains(topic.name())).toList());
        requireCompatibility(topics.stream().filter(topic -> !denied.contains(topic.name())).toList());
        if (!denied.isEmpty()) {
            LOG.info("topics may not be made or seen by this user topics={}", denied);
        }
        return denied;
    }

    /// In several partitions a subject's responses would have no order, and no offset could say which of them an encoder
    /// has seen: scores would count predictions that they must not.
    private void requireOneOrder(List<TopicSpec> present) {
        try {
            admin.describeTopics(present.stream().map(TopicSpec::name).toList()).allTopicNames().get()
                    .forEach((name, description) -> {
                        if (description.partitions().size() != 1) {
                            throw new KafkaException("topic " + name + " has " + description.partitions().size()
                                    + " partitions, expected 1, since a subject's trials have one order; was it made by a "
                                    + "broker's auto.create.topics.enable? Delete it and let topostream make it");
                        }
                    });
        } catch (ExecutionException e) {
            throw new KafkaException("cannot describe topics: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Where schemas are not registered as they come, the site sees to them.
    private void requireCompatibility(Collection<TopicSpec> topics) {
        Map<String, Object> config = site.common();
        if (!"false".equals(String.valueOf(config.get(AvroSerializer.REGISTER)))) {
            new SchemaCompatibility(RegistrySettings.from(config)).require(AvroSerializer.subjects(config,
                    topics.stream().map(TopicSpec::name).toList()));
        }
    }

    private String hint(Throwable refusal) {
        return refusal instanceof PolicyViolationException || refusal instanceof InvalidConfigurationException
                ? " (it was to have max.message.bytes=" + site.limits().recordBytes() + "; where the cluster allows "
                        + "less, set " + SizeLimits.SETTING + " in the file that --config names)"
                : "";
    }

    /// Gives a topic partitions until it has so many; one that has more keeps them.
    public void grow(String topic, int partitions) {
        try {
            int present = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
            if (present < partitions) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot give topic " + topic + " " + partitions + " partitions: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// All topics by name, those of Kafka itself left out.
    public Set<String> names() {
        try {
            return new TreeSet<>(admin.listTopics().names().get());
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list topics: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The offset after the last committed record of each partition; nothing for a topic that does not exist.
    public Map<TopicPartition, Long> ends(String topic) {
        if (!names().contains(topic)) {
            return Map.of();
        }
        try {
            TopicDescription description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            description.partitions()
                    .forEach(p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest,
                    new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the ends of " + topic + ": " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
