package io.bellwether.producer.deadletter;

import io.bellwether.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is known of a dead letter without its content.
 *
 * @param id names it
 * @param time when it was written
 * @param origin the topic, file or feed it came from, or {@code http}
 * @param position where in the origin
 * @param field at fault; empty where no single field is
 * @param reason why it was refused
 * @param size of its content, in bytes
 * @param done what was done with it, {@code repaired} or {@code replayed}; empty while it is open
 */
public record DeadLetterSummary(
        DeadLetterId id,
        Instant time,
        String origin,
        String position,
        String field,
        String reason,
        int size,
        Optional<String> done) {

    static DeadLetterSummary of(ConsumerRecord<byte[], byte[]> record, Optional<String> done) {
        return new DeadLetterSummary(
                new DeadLetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, DeadLetterHeaders.ORIGIN),
                header(record, DeadLetterHeaders.POSITION),
                header(record, DeadLetterHeaders.FIELD),
                header(record, DeadLetterHeaders.REASON),
                record.value() == null ? 0 : record.value().length,
                done);
    }

    /** The last header of a name: a refused record may have had some of the same name itself. */
    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
