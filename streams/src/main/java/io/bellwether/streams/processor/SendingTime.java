package io.bellwether.streams.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The timestamps of event records. One that is negative becomes 0: Kafka Streams would drop the record without a word,
 * or stop; so it comes to be refused, with the reason.
 */
public final class SendingTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
