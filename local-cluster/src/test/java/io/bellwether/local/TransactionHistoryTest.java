package io.bellwether.local;

import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.coordinator.transaction.TransactionState.ONGOING;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_COMMIT;
import static org.apache.kafka.server.common.TransactionVersion.TV_0;
import static org.apache.kafka.server.common.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.Test;

class TransactionHistoryTest {

    private static final TopicPartition PARTITION = new TopicPartition("output", 0);
    private static final TopicPartition OTHER = new TopicPartition("output", 1);
    private static final long PRODUCER = 7;

    @Test
    void shouldGiveTheMarkerARaisedEpochSinceVersionTwo() {
        // Given a decision by the rules of today
        TransactionHistory history = history(state(PREPARE_COMMIT, PRODUCER, 4, TV_2, PARTITION));

        // When the marker for what was written with the epoch before it is asked for
        Optional<TxnMarkerEntry> marker = history.marker(open(3));

        // Then it is the one that the coordinator would write
        assertThat(marker).contains(marker(4, TransactionResult.COMMIT, TV_2));
    }

    @Test
    void shouldTakeTheLastDecisionOnThePartitionWhereTheEpochStays() {
        // Given transactions of a client of before version 2, all of one epoch, the last of them elsewhere
        TransactionHistory history = history(
                state(PREPARE_ABORT, PRODUCER, 3, TV_0, PARTITION),
                state(COMPLETE_ABORT, PRODUCER, 3, TV_0),
                state(PREPARE_COMMIT, PRODUCER, 3, TV_0, PARTITION),
                state(COMPLETE_COMMIT, PRODUCER, 3, TV_0),
                state(PREPARE_ABORT, PRODUCER, 3, TV_0, OTHER),
                state(COMPLETE_ABORT, PRODUCER, 3, TV_0));

        // When the marker is asked for
        Optional<TxnMarkerEntry> marker = history.marker(open(3));

        // Then it is a commit
        assertThat(marker).contains(marker(3, TransactionResult.COMMIT, TV_0));
    }

    @Test
    void shouldKnowTheEndOfAProducerThatUsedUpItsEpochs() {
        // Given a completion that gave the producer a new id
        TransactionHistory history = history(state(COMPLETE_COMMIT, PRODUCER + 1, 0, TV_2));

        // When the marker for what was written with the last epoch is asked for
        Optional<TxnMarkerEntry> marker = history.marker(open(Short.MAX_VALUE - 1));

        // Then it has the old id and the epoch that no client ever gets
        assertThat(marker).contains(marker(Short.MAX_VALUE, TransactionResult.COMMIT, TV_2));
    }

    @Test
    void shouldNotTakeTheEndOfALaterTransactionForThisOne() {
        // Given the end of a later epoch
        TransactionHistory history = history(state(COMPLETE_COMMIT, PRODUCER, 6, TV_2));

        // When the marker is asked for
        Optional<TxnMarkerEntry> marker = history.marker(open(3));

        // Then nothing is known
        assertThat(marker).isEmpty();
    }

    @Test
    void shouldNotTakeALaterTransactionElsewhereForThisOne() {
        // Given a producer in the middle of a later transaction
        TransactionHistory history =
                history(state(PREPARE_COMMIT, PRODUCER, 4, TV_2, PARTITION), state(ONGOING, PRODUCER, 4, TV_2, OTHER));

        // When it is asked for the earlier one
        boolean ongoing = history.isOngoing(open(3));

        // Then that is over
        assertThat(ongoing).isFalse();
    }

    private static TransactionHistory history(TransactionMetadata... states) {
        return new TransactionHistory(List.of(states));
    }

    private static TransactionMetadata state(
            TransactionState state,
            long producerId,
            int epoch,
            TransactionVersion version,
            TopicPartition... partitions) {
        return new TransactionMetadata(
                "pipeline",
                producerId,
                PRODUCER,
                RecordBatch.NO_PRODUCER_ID,
                (short) epoch,
                RecordBatch.NO_PRODUCER_EPOCH,
                60_000,
                state,
                Set.of(partitions),
                0,
                0,
                version);
    }

    private static OpenTransaction open(int epoch) {
        return new OpenTransaction(PARTITION, PRODUCER, (short) epoch, 2);
    }

    private static TxnMarkerEntry marker(int epoch, TransactionResult result, TransactionVersion version) {
        return new TxnMarkerEntry(PRODUCER, (short) epoch, 2, result, List.of(PARTITION), version.featureLevel());
    }
}
