package org.topostream.cli.bench.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// Names of stimuli of which Kafka sends as many to every partition, so that what is measured is not the luck of the draw.
final class EvenNames {
    private EvenNames() {}

    /// @param start      of every name
    /// @param count      how many names
    /// @param partitions each gets the next one in turn
    static List<String> of(String start, int count, int partitions) {
        List<String> names = new ArrayList<>();
        for (int candidate = 0; names.size() < count; candidate++) {
            String name = start + candidate;
            int partition = BuiltInPartitioner.partitionForKey(name.getBytes(StandardCharsets.UTF_8), partitions);
            if (partition == names.size() % partitions) {
                names.add(name);
            }
        }
        return names;
    }
}
