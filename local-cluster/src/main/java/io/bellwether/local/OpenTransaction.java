package io.bellwether.local;

import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that has records in a partition and, there, no marker that ends it.
 *
 * @param epoch the producer's, with which the records were written
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
