package io.bellwether.streams.processor;

import io.bellwether.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a record stood when it was first read. */
record RecordPosition(String topic, int partition, long offset) {

    static RecordPosition of(RecordMetadata metadata) {
        return new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
    }

    /**
     * Where an event stood: by its headers if it was brought here from the wrong partition, see {@link RecordPlacement}.
     *
     * @param inputs whose records stand where they were first read, whatever their headers say
     */
    static RecordPosition of(Record<byte[], byte[]> record, RecordMetadata metadata, Collection<String> inputs) {
        if (inputs.contains(metadata.topic())) {
            return of(metadata);
        }
        String position = text(record.headers(), DeadLetterHeaders.POSITION);
        int colon = position.indexOf(':');
        return new RecordPosition(
                text(record.headers(), DeadLetterHeaders.ORIGIN),
                Integer.parseInt(position.substring(0, colon)),
                Long.parseLong(position.substring(colon + 1)));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("a record that was brought to its partition must have header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Adds the headers that {@link #of} reads. */
    Headers addTo(Headers headers) {
        return headers.remove(DeadLetterHeaders.ORIGIN)
                .remove(DeadLetterHeaders.POSITION)
                .add(DeadLetterHeaders.ORIGIN, topic.getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.POSITION, position().getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of a record without those that name an origin. */
    static Headers without(Headers headers) {
        return new RecordHeaders(headers.toArray())
                .remove(DeadLetterHeaders.ORIGIN)
                .remove(DeadLetterHeaders.POSITION);
    }

    String position() {
        return partition + ":" + offset;
    }
}
