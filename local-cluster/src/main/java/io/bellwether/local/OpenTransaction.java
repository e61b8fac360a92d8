package io.bellwether.local;

import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction with records and no end marker in a partition.
 *
 * @param epoch of the producer when it wrote the records
 * @param coordinatorEpoch of the producer's last marker in the partition; 0 if there is none
 */
record OpenTransaction(TopicPartition partition, long producerId, short epoch, int coordinatorEpoch) {

    static OpenTransaction of(TopicPartition partition, ProducerState state) {
        return new OpenTransaction(
                partition,
                state.producerId(),
                (short) state.producerEpoch(),
                state.coordinatorEpoch().orElse(0));
    }
}
