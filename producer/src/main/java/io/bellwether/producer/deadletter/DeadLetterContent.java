package io.bellwether.producer.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.bellwether.producer.format.CsvReading;
import io.bellwether.producer.format.CsvRows;
import io.bellwether.producer.format.EventJson;
import io.bellwether.producer.format.EventShape;
import io.bellwether.producer.format.Fields;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter that was text, read again as what it was refused as. */
final class DeadLetterContent {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] text;
    private final byte[] columns;
    private final CsvReading reading;
    private final boolean csv;

    private DeadLetterContent(byte[] text, byte[] columns, CsvReading reading, boolean csv) {
        this.text = text;
        this.columns = columns;
        this.reading = reading;
        this.csv = csv;
    }

    /** The text of a letter; empty if it is none, but the bytes of a topic. */
    static Optional<DeadLetterContent> of(ConsumerRecord<byte[], byte[]> letter) {
        String format = DeadLetterSummary.header(letter, DeadLetterHeaders.FORMAT);
        Header columns = letter.headers().lastHeader(DeadLetterHeaders.COLUMNS);
        byte[] header = columns == null ? new byte[0] : columns.value();
        return letter.value() != null && (format.equals(DeadLetterHeaders.JSON) || format.equals(DeadLetterHeaders.CSV))
                ? Optional.of(new DeadLetterContent(
                        letter.value(),
                        header,
                        CsvReading.parse(DeadLetterSummary.header(letter, DeadLetterHeaders.READING)),
                        format.equals(DeadLetterHeaders.CSV)))
                : Optional.empty();
    }

    /** The event that it is by the rules of today. */
    ParsedEvent parse(IntakeOptions options) {
        return csv ? with(Map.of(), options) : EventJson.parse(text, options);
    }

    /**
     * The event with other values in some fields.
     *
     * @param values of fields as named in event files, {@code detail.year} within the detail; a value is JSON, or the
     *     text itself where it is none
     */
    ParsedEvent with(Map<String, String> values, IntakeOptions options) {
        Optional<ObjectNode> fields = csv ? CsvRows.fields(columns, text, reading) : EventJson.object(text);
        if (fields.isEmpty()) {
            return ParsedEvent.Refused.of("", csv ? "is no row under its header" : "is no JSON object; give it whole");
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            Refusal refusal = set(fields.get(), value.getKey(), value.getValue());
            if (refusal != null) {
                return new ParsedEvent.Refused(refusal);
            }
        }
        return csv
                ? EventShape.parse(Fields.text(fields.get(), reading.options().numbers()), options)
                : EventJson.parse(fields.get(), options);
    }

    /** Its fields as text, {@code detail.year} within the detail; none where it has none. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        (csv ? CsvRows.fields(columns, text, reading) : EventJson.object(text))
                .ifPresent(object -> flatten("", object, fields));
        return fields;
    }

    private static void flatten(String prefix, JsonNode object, Map<String, String> fields) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject() && prefix.isEmpty()) {
                flatten(field.getKey() + ".", value, fields);
            } else {
                fields.put(
                        prefix + field.getKey(),
                        value.isNull() ? "" : value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    private @Nullable Refusal set(ObjectNode event, String path, String value) {
        ObjectNode object = event;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode inner = object.path(names[i]);
            if (!inner.isMissingNode() && !inner.isNull() && !inner.isObject()) {
                return new Refusal(path, "cannot be set: " + names[i] + " is no object");
            }
            object = object.withObjectProperty(names[i]);
        }
        object.set(names[names.length - 1], csv ? new TextNode(value) : json(value));
        return null;
    }

    private static JsonNode json(String value) {
        try {
            JsonNode node = JSON.readTree(value);
            return node.isMissingNode() ? new TextNode(value) : node;
        } catch (JsonProcessingException e) {
            return new TextNode(value);
        }
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
