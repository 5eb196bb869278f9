package org.topostream.cli.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends transactions that a broker which was killed left open for good.
///
/// A broker that starts again completes the transactions that were being completed. One whose partitions it does not know
/// yet, since it reads its metadata meanwhile, it takes for complete, and writes no marker: committed records behind it
/// would never be readable. Nobody writes to the embedded broker before it is up, so that whatever is open then, and in no
/// transaction that the coordinator knows of, is such a one. (`kafka-transactions.sh find-hanging` and `abort` do the same
/// to a cluster.)
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Set<TransactionState> BEING_COMPLETED = EnumSet.of(TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;

    private HangingTransactions(Admin admin) {
        this.admin = admin;
    }

    /// @param bootstrapServers of a broker that nobody writes to yet
    static void abort(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new HangingTransactions(admin).abort();
        } catch (ExecutionException e) {
            LOG.warn("transactions that were left open were not looked for reason={}", e.getCause().toString());
        }
    }

    private void abort() throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            return;
        }
        Set<Long> known = known();
        for (Map.Entry<TopicPartition, PartitionProducerState> each : admin.describeProducers(partitions).all().get()
                .entrySet()) {
            for (ProducerState producer : each.getValue().activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent() && !known.contains(producer.producerId())) {
                    LOG.warn("transaction was left open by a broker that was killed, and is aborted partition={} "
                            + "offset={} producer={}", each.getKey(),
                            producer.currentTransactionStartOffset().getAsLong(), producer.producerId());
                    admin.abortTransaction(new AbortTransactionSpec(each.getKey(), producer.producerId(),
                            (short) producer.producerEpoch(), producer.coordinatorEpoch().orElse(0))).all().get();
                }
            }
        }
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> IntStream
                .range(0, topic.partitions().size()).mapToObj(number -> new TopicPartition(name, number))
                .forEach(partitions::add));
        return partitions;
    }

    /// Producers of transactions that will end by themselves, once none is being completed any more.
    private Set<Long> known() throws InterruptedException, ExecutionException {
        Instant end = Instant.now().plus(PATIENCE);
        Collection<TransactionListing> all = admin.listTransactions().all().get();
        while (all.stream().anyMatch(each -> BEING_COMPLETED.contains(each.state())) && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_EVERY);
            all = admin.listTransactions().all().get();
        }
        return all.stream().filter(each -> each.state() == TransactionState.ONGOING
                || BEING_COMPLETED.contains(each.state())).map(TransactionListing::producerId)
                .collect(Collectors.toSet());
    }
}
