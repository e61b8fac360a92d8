package io.bellwether.schemas;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the times of records those that their writer meant. Avro resolves two schemas by their underlying types alone: a
 * long of milliseconds would be read as microseconds without a word. Here an instant is read by the writer's logical
 * type, and a number of any other logical type than ours is refused.
 */
final class TimeResolution {

    private static final String MICROS = "timestamp-micros";
    private static final Map<String, LongFunction<Instant>> INSTANTS = Map.of(
            "timestamp-millis",
            Instant::ofEpochMilli,
            "timestamp-nanos",
            nanos -> Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                    .truncatedTo(ChronoUnit.MICROS));

    private final List<Instants> instants = new ArrayList<>(0);

    private TimeResolution() {}

    /** A field that was read as microseconds, and what its number really is. */
    private record Instants(int position, LongFunction<Instant> form) {}

    /** A field of the writer's whose numbers have another meaning than ours. */
    static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        private final String field;
        private final String reason;

        Unreadable(String field, String reason) {
            super(field + ": " + reason);
            this.field = field;
            this.reason = reason;
        }

        String field() {
            return field;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * How records of one schema are read by another.
     *
     * @throws Unreadable if a number of the writer's has a logical type that is neither ours nor another unit of it
     */
    static TimeResolution of(Schema writer, Schema reader) throws Unreadable {
        TimeResolution resolution = new TimeResolution();
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            if (written != null && !resolution.takeInstant(field, written)) {
                compare(written.schema(), field.schema(), field.name());
            }
        }
        return resolution;
    }

    /** Whether nothing is to be done. */
    boolean isTrivial() {
        return instants.isEmpty();
    }

    /** Corrects a record that was read. */
    void apply(SpecificRecord record) {
        for (Instants field : instants) {
            Instant read = (Instant) record.get(field.position);
            long number = Math.addExact(Math.multiplyExact(read.getEpochSecond(), 1_000_000L), read.getNano() / 1_000);
            record.put(field.position, field.form.apply(number));
        }
    }

    private boolean takeInstant(Schema.Field field, Schema.Field written) {
        String type = logicalType(written.schema());
        LongFunction<Instant> form = type == null ? null : INSTANTS.get(type);
        if (form == null
                || !MICROS.equals(logicalType(field.schema()))
                || written.schema().getType() != Schema.Type.LONG) {
            return false;
        }
        instants.add(new Instants(field.pos(), form));
        return true;
    }

    private static void compare(Schema writer, Schema reader, String path) throws Unreadable {
        if (writer.isUnion() || reader.isUnion()) {
            for (Schema written : branches(writer)) {
                for (Schema read : branches(reader)) {
                    if (written.getType() == read.getType()
                            && (written.getType() != Schema.Type.RECORD
                                    || written.getFullName().equals(read.getFullName()))) {
                        compare(written, read, path);
                    }
                }
            }
        } else if (reader.getType() == Schema.Type.RECORD && writer.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : reader.getFields()) {
                Schema.Field written = writer.getField(field.name());
                if (written != null) {
                    compare(written.schema(), field.schema(), path + "." + field.name());
                }
            }
        } else if (reader.getType() == Schema.Type.ARRAY && writer.getType() == Schema.Type.ARRAY) {
            compare(writer.getElementType(), reader.getElementType(), path);
        } else if (reader.getType() == Schema.Type.MAP && writer.getType() == Schema.Type.MAP) {
            compare(writer.getValueType(), reader.getValueType(), path);
        } else if (isWhole(writer) && !Objects.equals(logicalType(writer), logicalType(reader))) {
            throw new Unreadable(
                    path, "must be " + described(reader) + ", but the writer's schema has " + described(writer));
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }

    private static boolean isWhole(Schema schema) {
        return schema.getType() == Schema.Type.INT || schema.getType() == Schema.Type.LONG;
    }

    /** By name: Avro itself passes over those that it does not know. */
    private static @Nullable String logicalType(Schema schema) {
        return schema.getProp("logicalType");
    }

    private static String described(Schema schema) {
        String type = logicalType(schema);
        if (type == null) {
            return "a plain " + schema.getType().getName();
        }
        return MICROS.equals(type) ? "timestamp-micros, timestamp-millis or timestamp-nanos" : type;
    }
}
