package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka Connect's JsonConverter writes them: with {@code schemas.enable=false} the event itself, with {@code true}
 * an envelope {@code {"schema": ..., "payload": ...}}. Dates and timestamps, which the converter writes as numbers, are
 * read as such where the envelope's schema says what they are.
 */
public final class ConnectJson {

    private static final String DATE = "org.apache.kafka.connect.data.Date";
    private static final String TIMESTAMP = "org.apache.kafka.connect.data.Timestamp";

    private ConnectJson() {}

    public static ParsedEvent parse(byte @Nullable [] value, IntakeOptions options) {
        if (value == null) {
            return ParsedEvent.Refused.of("", "the record has no value");
        }
        Optional<ObjectNode> envelope = EventJson.object(value)
                .filter(object -> object.size() == 2 && object.has("schema") && object.has("payload"));
        if (envelope.isEmpty()) {
            return EventJson.parse(value, options);
        }
        JsonNode payload = envelope.get().get("payload");
        try {
            return EventJson.parse(plain(envelope.get().get("schema"), payload), options);
        } catch (DateTimeException | ArithmeticException e) {
            return ParsedEvent.Refused.of("", "holds a date or timestamp that is none");
        }
    }

    private static JsonNode plain(JsonNode schema, JsonNode payload) {
        if (!(payload instanceof ObjectNode fields)) {
            return payload;
        }
        for (JsonNode field : schema.path("fields")) {
            String name = field.path("field").asText();
            JsonNode value = fields.path(name);
            if (value.canConvertToLong() && value.isIntegralNumber()) {
                String type = field.path("name").asText();
                if (type.equals(DATE)) {
                    fields.put(name, LocalDate.ofEpochDay(value.asLong()).toString());
                } else if (type.equals(TIMESTAMP)) {
                    fields.put(name, Instant.ofEpochMilli(value.asLong()).toString());
                }
            } else if (value.isObject()) {
                plain(field, value);
            }
        }
        return fields;
    }
}
