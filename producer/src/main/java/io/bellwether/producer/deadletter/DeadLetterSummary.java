package io.bellwether.producer.deadletter;

import io.bellwether.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead letter without its content.
 *
 * @param id names it
 * @param time when it was written
 * @param origin the topic, file or feed it came from, or {@code http}
 * @param position where in the origin
 * @param field at fault; empty where no single field is
 * @param reason why it was refused
 * @param kind what was refused
 * @param size of its content, in bytes
 * @param done what was done with it, {@code repaired}, {@code replayed} or {@code dismissed}; empty while it is open
 */
public record DeadLetterSummary(
        DeadLetterId id,
        Instant time,
        String origin,
        String position,
        String field,
        String reason,
        Kind kind,
        int size,
        Optional<String> done) {

    /** What was refused. */
    public enum Kind {
        /** A JSON value of a file, feed or request. */
        JSON,
        /** A row under a header. */
        CSV,
        /** A record of a topic. */
        RECORD,
        /** A message that a receiver of alerts did not take. */
        ALERT;

        /** As users write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How its state is written while nothing was done with it. */
    public static final String OPEN = "open";

    /** {@value #OPEN}, or what was done with it. */
    public String state() {
        return done.orElse(OPEN);
    }

    /** As it is shown as JSON, name -> value; without a field where no single one is at fault. */
    public Map<String, @Nullable Object> asJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("time", time.toString());
        json.put("state", state());
        json.put("origin", origin);
        json.put("position", position);
        json.put("field", field.isEmpty() ? null : field);
        json.put("reason", reason);
        json.put("kind", kind.text());
        json.put("bytes", size);
        return json;
    }

    static DeadLetterSummary of(ConsumerRecord<byte[], byte[]> record, Optional<String> done) {
        return new DeadLetterSummary(
                new DeadLetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, DeadLetterHeaders.ORIGIN),
                header(record, DeadLetterHeaders.POSITION),
                header(record, DeadLetterHeaders.FIELD),
                header(record, DeadLetterHeaders.REASON),
                kind(record),
                record.value() == null ? 0 : record.value().length,
                done);
    }

    private static Kind kind(ConsumerRecord<byte[], byte[]> record) {
        String format = header(record, DeadLetterHeaders.FORMAT);
        if (format.isEmpty()) {
            return record.headers().lastHeader(DeadLetterHeaders.SINK) == null ? Kind.RECORD : Kind.ALERT;
        }
        return format.equals(DeadLetterHeaders.CSV) ? Kind.CSV : Kind.JSON;
    }

    /** The last header of a name: a refused record may have had some of the same name itself. */
    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
