package io.bellwether.local;

import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.coordinator.transaction.TransactionState.ONGOING;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_COMMIT;

import io.bellwether.schemas.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;

/** The states of some producers' transactions by the transaction log, oldest first. */
final class TransactionHistory {

    private static final Set<TransactionState> DECIDED = Set.of(PREPARE_COMMIT, PREPARE_ABORT);
    private static final Set<TransactionState> COMPLETE = Set.of(COMPLETE_COMMIT, COMPLETE_ABORT);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TransactionMetadata> states;

    TransactionHistory(List<TransactionMetadata> states) {
        this.states = states;
    }

    /** Reads the log to its present end. Tombstones are ignored: only ended transactions have one. */
    static TransactionHistory read(Map<String, Object> client, Set<Long> producerIds) {
        List<TransactionMetadata> states = new ArrayList<>();
        try (TopicReader log = new TopicReader(client, Topic.TRANSACTION_STATE_TOPIC_NAME, PATIENCE)) {
            log.readAll(entry -> {
                if (read(entry) instanceof TransactionLog.TxnRecord state
                        && producerIds.contains(state.metadata().prevProducerId())) {
                    states.add(state.metadata());
                }
            });
        }
        return new TransactionHistory(states);
    }

    private static Object read(ConsumerRecord<byte[], byte[]> entry) {
        return TransactionLog.read(
                ByteBuffer.wrap(entry.key()), entry.value() == null ? null : ByteBuffer.wrap(entry.value()));
    }

    /** Whether the producer can still end it, or the coordinator will when it times out. */
    boolean isOngoing(OpenTransaction transaction) {
        return last(state -> state.producerId() == transaction.producerId())
                .filter(state -> state.state() == ONGOING
                        && state.producerEpoch() == transaction.epoch()
                        && state.topicPartitions().contains(transaction.partition()))
                .isPresent();
    }

    /**
     * The marker that the coordinator decided to write. A decision names its partitions; a completion does not, and
     * is used where compaction removed the decision.
     */
    Optional<TxnMarkerEntry> marker(OpenTransaction transaction) {
        return last(state -> DECIDED.contains(state.state())
                        && state.topicPartitions().contains(transaction.partition())
                        && ends(state, transaction))
                .or(() -> last(state -> COMPLETE.contains(state.state()) && ends(state, transaction)))
                .map(state -> new TxnMarkerEntry(
                        transaction.producerId(),
                        markerEpoch(state, transaction),
                        transaction.coordinatorEpoch(),
                        TransactionResult.forId(state.state() == PREPARE_COMMIT || state.state() == COMPLETE_COMMIT),
                        List.of(transaction.partition()),
                        state.clientTransactionVersion().featureLevel()));
    }

    private static boolean ends(TransactionMetadata state, OpenTransaction transaction) {
        short epoch = markerEpoch(state, transaction);
        return state.prevProducerId() == transaction.producerId()
                && (state.producerEpoch() == epoch || isOverflow(state, epoch));
    }

    /** Since version 2 the coordinator raises the producer's epoch with each end, and the marker has the new one. */
    private static short markerEpoch(TransactionMetadata state, OpenTransaction transaction) {
        return (short) (transaction.epoch() + (state.clientTransactionVersion().supportsEpochBump() ? 1 : 0));
    }

    /** After the last epoch, a completed transaction's producer has a new id and starts at 0. */
    private static boolean isOverflow(TransactionMetadata state, short epoch) {
        return epoch == Short.MAX_VALUE && state.producerId() != state.prevProducerId() && state.producerEpoch() == 0;
    }

    private Optional<TransactionMetadata> last(Predicate<TransactionMetadata> wanted) {
        return states.stream().filter(wanted).reduce((earlier, later) -> later);
    }
}
