package io.bellwether.streams.processor;

import io.bellwether.schemas.DeadLetter;
import io.bellwether.schemas.Refusal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Value of a refused record as received; its key is kept, too, and the reason is in the headers. */
@SuppressWarnings("ArrayRecordComponent")
public record Refused(byte @Nullable [] value) implements BrandOutput, MarketOutput {

    /** The dead letter of a record. */
    static Record<byte[], Refused> of(Record<byte[], byte[]> record, RecordMetadata origin, Refusal refusal) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        add(headers, DeadLetter.REASON, refusal.reason());
        add(headers, DeadLetter.FIELD, refusal.field());
        add(headers, DeadLetter.ORIGIN, origin.topic());
        add(headers, DeadLetter.POSITION, origin.partition() + ":" + origin.offset());
        return record.withValue(new Refused(record.value())).withHeaders(headers);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
