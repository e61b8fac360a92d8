package io.bellwether.producer.format;

import org.jspecify.annotations.Nullable;

/**
 * Where a refused input stands in its source.
 *
 * @param origin the file, feed or topic, or {@code http}
 * @param position where in it
 * @param reading how a CSV row was read, as {@link CsvReading} writes it; null for the default
 * @param columns the header row above a CSV row, as received; null if it is itself the header, or no CSV
 */
@SuppressWarnings("ArrayRecordComponent")
public record InputPosition(
        String origin,
        String position,
        EventFormat format,
        byte @Nullable [] columns,
        @Nullable String reading) {

    /** A position in JSON. */
    public static InputPosition ofJson(String origin, String position) {
        return new InputPosition(origin, position, EventFormat.JSON_LINES, null, null);
    }
}
