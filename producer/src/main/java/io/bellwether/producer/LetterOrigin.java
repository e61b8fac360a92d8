package io.bellwether.producer;

import org.jspecify.annotations.Nullable;

/**
 * Where a refused input stood.
 *
 * @param origin the file, feed or topic, or {@code http}
 * @param position where in it
 * @param columns the header row above a CSV row, as received; null if it is itself the header, or no CSV
 */
@SuppressWarnings("ArrayRecordComponent")
record LetterOrigin(String origin, String position, EventFormat format, byte @Nullable [] columns) {

    static LetterOrigin ofJson(String origin, String position) {
        return new LetterOrigin(origin, position, EventFormat.JSON_LINES, null);
    }
}
