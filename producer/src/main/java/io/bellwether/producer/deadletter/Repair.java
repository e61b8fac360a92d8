package io.bellwether.producer.deadletter;

import io.bellwether.producer.format.EventJson;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the event is made that takes a dead letter's place. */
public sealed interface Repair {

    /** The event; refused if it is none. */
    ParsedEvent event(ConsumerRecord<byte[], byte[]> letter, IntakeOptions options);

    /**
     * Another event altogether.
     *
     * @param json one event, UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] json) implements Repair {

        @Override
        public ParsedEvent event(ConsumerRecord<byte[], byte[]> letter, IntakeOptions options) {
            return EventJson.parse(json, options);
        }
    }

    /**
     * The letter's text with other values in some fields.
     *
     * @param values by field, {@code detail.year} within the detail; a value is JSON, or the text itself where it is none
     */
    record Values(Map<String, String> values) implements Repair {

        public Values {
            values = Map.copyOf(values);
        }

        @Override
        public ParsedEvent event(ConsumerRecord<byte[], byte[]> letter, IntakeOptions options) {
            return DeadLetterContent.of(letter)
                    .map(text -> text.with(values, options))
                    .orElseGet(() ->
                            ParsedEvent.Refused.of("", "is no text whose fields can be set; give the event whole"));
        }
    }
}
