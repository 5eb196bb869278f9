package org.topostream.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// How many records of a topic wait for one of topostream's parts.
///
/// @param topic   what it reads
/// @param part    its name, such as `extract-scattering`
/// @param records committed, and not yet dealt with
public record Backlog(String topic, String part, long records) {
    private static final String GROUPS = "topostream-";

    /// Of all parts that have ever read something, those without a backlog included.
    /// @throws KafkaException where the brokers do not tell
    public static List<Backlog> all(Site site) {
        try (Admin admin = site.admin()) {
            Map<String, ListConsumerGroupOffsetsSpec> groups = new TreeMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                if (group.groupId().startsWith(GROUPS)) {
                    groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
                }
            }
            Map<String, Map<TopicPartition, OffsetAndMetadata>> positions = groups.isEmpty()
                    ? Map.of()
                    : admin.listConsumerGroupOffsets(groups).all().get();
            return of(positions, ends(admin, positions));
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read how far the parts are: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin,
            Map<String, Map<TopicPartition, OffsetAndMetadata>> positions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> read = new HashMap<>();
        positions.values().forEach(group -> group.keySet().forEach(each -> read.put(each, OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(read, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /// @param positions where each group goes on reading
    /// @param ends      where each partition's committed records end
    static List<Backlog> of(Map<String, Map<TopicPartition, OffsetAndMetadata>> positions,
            Map<TopicPartition, Long> ends) {
        List<Backlog> backlogs = new ArrayList<>();
        positions.forEach((group, read) -> {
            Map<String, Long> waiting = new TreeMap<>();
            read.forEach((partition, next) -> {
                long behind = ends.getOrDefault(partition, 0L) - next.offset();
                waiting.merge(partition.topic(), Math.max(0, behind - marks(partition.topic())), Long::sum);
            });
            waiting.forEach((topic, records) -> backlogs.add(
                    new Backlog(topic, group.substring(GROUPS.length()), records)));
        });
        return backlogs;
    }

    /// What is written in transactions ends with a mark, which is no record.
    private static int marks(String topic) {
        Set<String> plain = Set.of("stimuli", "subjects", "responses", "volumes", "events");
        return plain.contains(topic.split("\\.", 2)[0]) ? 0 : 1;
    }
}
