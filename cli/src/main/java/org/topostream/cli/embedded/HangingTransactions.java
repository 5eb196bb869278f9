package org.topostream.cli.embedded;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
///
/// A coordinator that has not read its log yet knows of no transaction, and says so without an error. What it does not
/// know is therefore asked for again, for as long as such a log may take: to abort what was committed would lose records.
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /// A marker may bear the epoch of the records before it.
    private static final short NO_VERSION = 0;

    private final String broker;
    private final Admin admin;

    private HangingTransactions(String broker, Admin admin) {
        this.broker = broker;
        this.admin = admin;
    }

    /// A producer's records in a partition that nobody may read yet.
    private record Open(TopicPartition partition, ProducerState producer) {}

    /// @param bootstrapServers of a broker that nobody writes to yet
    /// @throws IOException where some stay open that should not
    static void end(String bootstrapServers) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new HangingTransactions(bootstrapServers, admin).end();
        } catch (ExecutionException e) {
            throw new IOException("transactions that a killed broker left open cannot be looked for: "
                    + e.getCause().getMessage(), e.getCause());
        }
    }

    private void end() throws InterruptedException, ExecutionException, IOException {
        Instant end = Instant.now().plus(PATIENCE);
        String reason = undecided(false);
        while (!reason.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_EVERY);
            reason = undecided(false);
        }
        reason = reason.isEmpty() ? reason : undecided(true);
        if (!reason.isEmpty()) {
            throw new IOException("a transaction that a killed broker left open cannot be ended, and records behind it "
                    + "could not be read: " + reason);
        }
    }

    /// Looks once, and ends what is known to hang.
    ///
    /// @param last whether to abort what the coordinator does not know, having forgotten it
    /// @return of one that must be looked at again, why; else nothing
    private String undecided(boolean last) throws InterruptedException, ExecutionException, IOException {
        // In this order: what is complete now and open after that will stay open.
        Map<Long, TransactionState> states = states();
        String reason = "";
        for (Open each : open()) {
            TransactionState state = states.getOrDefault(each.producer().producerId(), TransactionState.UNKNOWN);
            String left = switch (state) {
                case ONGOING -> ""; // Its producer ends it, or its time.
                case COMPLETE_COMMIT -> end(each, state, TransactionResult.COMMIT);
                case COMPLETE_ABORT, EMPTY -> end(each, state, TransactionResult.ABORT);
                case PREPARE_COMMIT, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> each.partition() + " is " + state;
                case UNKNOWN -> last
                        ? end(each, state, TransactionResult.ABORT)
                        : each.partition() + " has producer " + each.producer().producerId()
                                + ", which no coordinator knows";
            };
            reason = left.isEmpty() ? reason : left;
        }
        return reason;
    }

    /// @return why it could not be ended; else nothing
    private String end(Open open, TransactionState state, TransactionResult result) throws IOException {
        ProducerState producer = open.producer();
        LOG.warn("transaction was left open by a broker that was killed, and is ended partition={} offset={} "
                + "producer={} state={} result={}", open.partition(),
                producer.currentTransactionStartOffset().getAsLong(), producer.producerId(), state, result);
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(new TxnMarkerEntry(
                producer.producerId(), (short) producer.producerEpoch(), producer.coordinatorEpoch().orElse(0), result,
                List.of(open.partition()), NO_VERSION))).build(ApiKeys.WRITE_TXN_MARKERS.oldestVersion());
        Errors error = ((WriteTxnMarkersResponse) PlainRequest.send(broker, request)).errorsByProducerId()
                .get(producer.producerId()).get(open.partition());
        return error == Errors.NONE ? "" : "no marker was written to " + open.partition() + ": " + error.message();
    }

    private List<Open> open() throws InterruptedException, ExecutionException {
        List<Open> open = new ArrayList<>();
        admin.describeProducers(partitions()).all().get().forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(new Open(partition, producer))));
        return open;
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> IntStream
                .range(0, topic.partitions().size()).mapToObj(number -> new TopicPartition(name, number))
                .forEach(partitions::add));
        return partitions;
    }

    /// What the coordinators say of each producer.
    private Map<Long, TransactionState> states() throws InterruptedException, ExecutionException {
        return admin.listTransactions().all().get().stream().collect(
                Collectors.toMap(TransactionListing::producerId, TransactionListing::state, (one, other) -> one));
    }
}
