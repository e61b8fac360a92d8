package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.schemas.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka Connect's JsonConverter writes them: with {@code schemas.enable=false} the event itself, with {@code true}
 * an envelope {@code {"schema": ..., "payload": ...}}. Dates, timestamps and decimals, which the converter writes as numbers
 * and as base64, are read as such where the envelope's schema says what they are; elsewhere they are refused with a remedy.
 */
public final class ConnectJson {

    private static final String DATE = "org.apache.kafka.connect.data.Date";
    private static final String TIMESTAMP = "org.apache.kafka.connect.data.Timestamp";
    private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
    private static final int MAX_SCALE = 100;

    private static final List<String> DATES =
            List.of("published_at", "period_start", "period_end", "effective_from", "occurred_on");

    private ConnectJson() {}

    /** The event that a record's value is. */
    public static ParsedEvent parse(byte @Nullable [] value, IntakeOptions options) {
        if (value == null) {
            return ParsedEvent.Refused.of("", "the record has no value");
        }
        Optional<ObjectNode> object = EventJson.object(value);
        if (object.isEmpty()) {
            return EventJson.parse(value, options);
        }
        boolean enveloped = object.get().size() == 2
                && object.get().has("schema")
                && object.get().has("payload");
        JsonNode event = enveloped ? object.get().get("payload") : object.get();
        if (event.has("before") && event.has("after") && event.has("op")) {
            return ParsedEvent.Refused.of(
                    "",
                    "is a change event of Debezium, whose row stands in 'after': let the connector hand out the row, by"
                            + " transforms=unwrap and transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState");
        }
        try {
            ParsedEvent parsed = EventJson.parse(enveloped ? plain(object.get().get("schema"), event) : event, options);
            return parsed instanceof ParsedEvent.Refused refused ? withRemedy(refused.refusal(), event) : parsed;
        } catch (DateTimeException | ArithmeticException e) {
            return ParsedEvent.Refused.of("", "holds a date or timestamp that is none");
        }
    }

    private static ParsedEvent withRemedy(Refusal refusal, JsonNode event) {
        boolean number = DATES.stream().anyMatch(name -> event.path(name).isNumber());
        return new ParsedEvent.Refused(
                number
                        ? new Refusal(
                                refusal.field(),
                                refusal.reason()
                                        + "; Connect writes dates as numbers: let the converter add the schema that says"
                                        + " so (value.converter.schemas.enable=true), or write them as text by the"
                                        + " transform TimestampConverter with target.type=string")
                        : refusal);
    }

    private static JsonNode plain(JsonNode schema, JsonNode payload) {
        if (!(payload instanceof ObjectNode fields)) {
            return payload;
        }
        for (JsonNode field : schema.path("fields")) {
            String name = field.path("field").asText();
            String type = field.path("name").asText();
            JsonNode value = fields.path(name);
            if (value.canConvertToLong() && value.isIntegralNumber()) {
                if (type.equals(DATE)) {
                    fields.put(name, LocalDate.ofEpochDay(value.asLong()).toString());
                } else if (type.equals(TIMESTAMP)) {
                    fields.put(name, Instant.ofEpochMilli(value.asLong()).toString());
                }
            } else if (value.isTextual() && type.equals(DECIMAL)) {
                decimal(
                                value.textValue(),
                                field.path("parameters").path("scale").asInt(0))
                        .ifPresent(decimal -> fields.put(name, decimal));
            } else if (value.isObject()) {
                plain(field, value);
            }
        }
        return fields;
    }

    /** The number that base64 of its digits, and a scale, stand for. */
    private static Optional<BigDecimal> decimal(String base64, int scale) {
        try {
            byte[] digits = Base64.getDecoder().decode(base64);
            boolean sound = digits.length > 0 && digits.length <= MAX_SCALE && Math.abs(scale) <= MAX_SCALE;
            return sound ? Optional.of(new BigDecimal(new BigInteger(digits), scale)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
