package io.bellwether.streams.processor;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Value of a refused record as received; its key is kept, too, and the reason is in the headers. */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetterOutput(byte @Nullable [] value) implements BrandOutput, MarketOutput {

    /** With its headers and reason such a letter passes every producer and topic of ours. */
    private static final int MAX_BYTES = Topics.MAX_MESSAGE_BYTES / 2;

    /** What is kept of a larger record. */
    private static final int KEPT_BYTES = 1_000_000;

    private static final int KEPT_KEY_BYTES = 1_000;

    /** The dead letter of a record. */
    static Record<byte[], DeadLetterOutput> of(Record<byte[], byte[]> record, RecordPosition origin, Refusal refusal) {
        long size = size(record);
        if (size > MAX_BYTES) {
            return cut(record, origin, refusal, size);
        }
        return letter(record, new RecordHeaders(record.headers().toArray()), origin, refusal);
    }

    /** A record compressed by its sender may be larger than any that we can write; it stays where it is. */
    private static Record<byte[], DeadLetterOutput> cut(
            Record<byte[], byte[]> record, RecordPosition origin, Refusal refusal, long size) {
        String reason = refusal.reason() + "; a record of " + size + " bytes, of which only the first are kept here";
        Record<byte[], byte[]> kept =
                record.withKey(first(record.key(), KEPT_KEY_BYTES)).withValue(first(record.value(), KEPT_BYTES));
        return letter(kept, new RecordHeaders(), origin, new Refusal(refusal.field(), reason));
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    /** Bytes of key, value and headers. */
    static long size(Record<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Record<byte[], DeadLetterOutput> letter(
            Record<byte[], byte[]> record, Headers headers, RecordPosition origin, Refusal refusal) {
        add(headers, DeadLetterHeaders.REASON, refusal.reason());
        add(headers, DeadLetterHeaders.FIELD, refusal.field());
        return record.withValue(new DeadLetterOutput(record.value())).withHeaders(origin.addTo(headers));
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
