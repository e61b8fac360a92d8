package io.bellwether.consumer.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.bellwether.consumer.sink.Transition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro records as plain JSON: fields by their Avro names in schema order, unions as their value, instants as RFC 3339,
 * enums as their symbol, numbers that JSON cannot hold as null.
 */
public final class AlertJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private AlertJson() {}

    /** Appends a transition as one line: the alert's fields, then {@code topic_partition} and {@code topic_offset}. */
    static void appendLine(ByteArrayOutputStream lines, Transition transition) {
        try (JsonGenerator json = FACTORY.createGenerator(lines)) {
            json.writeStartObject();
            fields(json, transition.alert());
            json.writeNumberField("topic_partition", transition.partition());
            json.writeNumberField("topic_offset", transition.offset());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.write('\n');
    }

    /**
     * A part of an alert, such as a list of records or strings, or a map. Without zero characters, not even escaped
     * ones: databases that look into JSON refuse them.
     */
    public static String text(Object part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setCharacterEscapes(NoZero.ESCAPES);
            value(json, part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void fields(JsonGenerator json, IndexedRecord record) throws IOException {
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            value(json, record.get(field.pos()));
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof IndexedRecord record) {
            json.writeStartObject();
            fields(json, record);
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            number(json, number);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else {
            // Strings, enums, and instants, whose text is RFC 3339.
            json.writeString(value.toString());
        }
    }

    private static void number(JsonGenerator json, double number) throws IOException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            json.writeNull();
        } else {
            json.writeNumber(number);
        }
    }

    /** Jackson's own escapes, but for the zero character. */
    private static final class NoZero extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private static final NoZero ESCAPES = new NoZero();
        private static final SerializedString REPLACEMENT = new SerializedString("\uFFFD");

        private final int[] ascii = standardAsciiEscapesForJSON();

        NoZero() {
            ascii[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            return ch == 0 ? REPLACEMENT : null;
        }
    }
}
