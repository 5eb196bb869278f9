package org.topostream.cli.embedded;

import java.io.IOException;
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

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends transactions that a broker which was killed left open for good, as they were to end.
///
/// A broker that starts again completes the transactions that were being completed. One whose partitions it does not know
/// yet, since it reads its metadata meanwhile, it takes for complete, and writes no marker there: committed records would
/// never be readable, nor any behind them. Nobody writes to the embedded broker before it is up, so that whatever is open
/// then, and in no transaction that goes on, is such a one; its coordinator still says whether it was committed. (Of a
/// cluster, `kafka-transactions.sh find-hanging` tells the same.)
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Set<TransactionState> BEING_COMPLETED = EnumSet.of(TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
    private static final Set<TransactionState> GOES_ON = EnumSet.of(TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
    /// A marker may bear the epoch of the records before it.
    private static final short NO_VERSION = 0;

    private final String broker;
    private final Admin admin;

    private HangingTransactions(String broker, Admin admin) {
        this.broker = broker;
        this.admin = admin;
    }

    /// @param bootstrapServers of a broker that nobody writes to yet
    static void end(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new HangingTransactions(bootstrapServers, admin).end();
        } catch (ExecutionException e) {
            LOG.warn("transactions that were left open were not ended reason={}", e.getCause().toString());
        } catch (IOException e) {
            LOG.warn("transactions that were left open were not ended reason={}", e.toString());
        }
    }

    private void end() throws InterruptedException, ExecutionException, IOException {
        List<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            return;
        }
        Map<Long, TransactionState> states = states();
        for (Map.Entry<TopicPartition, PartitionProducerState> each : admin.describeProducers(partitions).all().get()
                .entrySet()) {
            for (ProducerState producer : each.getValue().activeProducers()) {
                TransactionState state = states.getOrDefault(producer.producerId(), TransactionState.UNKNOWN);
                if (producer.currentTransactionStartOffset().isPresent() && !GOES_ON.contains(state)) {
                    end(each.getKey(), producer, state);
                }
            }
        }
    }

    private void end(TopicPartition partition, ProducerState producer, TransactionState state) throws IOException {
        TransactionResult result = state == TransactionState.COMPLETE_COMMIT
                ? TransactionResult.COMMIT
                : TransactionResult.ABORT;
        LOG.warn("transaction was left open by a broker that was killed, and is ended partition={} offset={} "
                + "producer={} state={} result={}", partition, producer.currentTransactionStartOffset().getAsLong(),
                producer.producerId(), state, result);
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(new TxnMarkerEntry(
                producer.producerId(), (short) producer.producerEpoch(), producer.coordinatorEpoch().orElse(0), result,
                List.of(partition), NO_VERSION))).build(ApiKeys.WRITE_TXN_MARKERS.oldestVersion());
        Errors error = ((WriteTxnMarkersResponse) PlainRequest.send(broker, request)).errorsByProducerId()
                .get(producer.producerId()).get(partition);
        if (error != Errors.NONE) {
            throw new IOException("no marker was written to " + partition + ": " + error.message());
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

    /// What the coordinator says of each producer, once no transaction is being completed any more.
    private Map<Long, TransactionState> states() throws InterruptedException, ExecutionException {
        Instant end = Instant.now().plus(PATIENCE);
        Collection<TransactionListing> all = admin.listTransactions().all().get();
        while (all.stream().anyMatch(each -> BEING_COMPLETED.contains(each.state())) && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_EVERY);
            all = admin.listTransactions().all().get();
        }
        return all.stream().collect(
                Collectors.toMap(TransactionListing::producerId, TransactionListing::state, (one, other) -> one));
    }
}
