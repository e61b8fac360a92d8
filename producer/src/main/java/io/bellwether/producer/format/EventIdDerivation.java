package io.bellwether.producer.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The id of an event that names none: a name-based UUID (version 3) over all its other fields, so that the same
 * statement has the same id in whichever file it stands.
 *
 * <p>The name that is hashed: the record's full name, then per field in the order of the names {@code ;name=value},
 * where text is preceded by its length, an instant is microseconds and a date days since 1970, and a decimal number is
 * its bits (how Java prints one differs between its versions). A field that holds its default is left out: it may as
 * well have been absent, and a field added to the schema later changes no id. Example:
 * {@code io.bellwether.schemas.avro.CapacityReport;brand=6:xiaomi;effective_from=19783;plant=9:beijing-1;...}
 */
final class EventIdDerivation {

    /** The fields that count, per record class, in the order of their names. */
    private static final ClassValue<List<Schema.Field>> SORTED = new ClassValue<>() {
        @Override
        protected List<Schema.Field> computeValue(Class<?> type) {
            return SpecificData.get().getSchema(type).getFields().stream()
                    .filter(field -> !field.name().equals("event_id"))
                    .sorted(Comparator.comparing(Schema.Field::name))
                    .toList();
        }
    };

    private EventIdDerivation() {}

    /** The id of an event by what it says; what its own id field holds does not matter. */
    static String derive(IndexedRecord event) {
        StringBuilder name = new StringBuilder(300);
        append(name, event);
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void append(StringBuilder name, IndexedRecord fields) {
        name.append(fields.getSchema().getFullName());
        for (Schema.Field field : SORTED.get(fields.getClass())) {
            Object value = fields.get(field.pos());
            if (!isDefault(field, value)) {
                name.append(';').append(field.name()).append('=');
                appendValue(name, value);
            }
        }
    }

    private static boolean isDefault(Schema.Field field, @Nullable Object value) {
        if (value == null) {
            return true;
        }
        // Of the types that have defaults here, only enums and booleans have others than null.
        return field.hasDefaultValue()
                && (value instanceof Enum<?> || value instanceof Boolean)
                && value.toString().equals(field.defaultVal().toString());
    }

    private static void appendValue(StringBuilder name, @Nullable Object value) {
        if (value instanceof String text) {
            name.append(text.length()).append(':').append(text);
        } else if (value instanceof Instant instant) {
            name.append(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000));
        } else if (value instanceof LocalDate date) {
            name.append(date.toEpochDay());
        } else if (value instanceof Double number) {
            name.append(Long.toHexString(Double.doubleToLongBits(number)));
        } else if (value instanceof IndexedRecord nested) {
            name.append('{');
            append(name, nested);
            name.append('}');
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Boolean
                || value instanceof Enum<?>) {
            name.append(value);
        } else {
            throw new IllegalStateException("no canonical form for " + value);
        }
    }
}
