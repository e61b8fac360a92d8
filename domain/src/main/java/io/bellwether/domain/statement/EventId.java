package io.bellwether.domain.statement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of an event: any text, in the order of Unicode code points. One that is written as UUIDs are, as most are, is
 * kept in the 16 bytes it stands for: there is one for every statement in memory.
 */
public final class EventId implements Comparable<EventId> {

    private static final int UUID_LENGTH = 36;

    /** Null where the two numbers say all. */
    private final @Nullable String text;

    private final long high;
    private final long low;

    private EventId(@Nullable String text, long high, long low) {
        this.text = text;
        this.high = high;
        this.low = low;
    }

    /** The id that is written so. */
    public static EventId of(String text) {
        if (!isUuid(text)) {
            return new EventId(text, 0, 0);
        }
        UUID uuid = UUID.fromString(text);
        return new EventId(null, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** Whether it is written as {@link UUID#toString} writes, so that nothing is lost. */
    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(EventId other) {
        if (text == null && other.text == null) {
            // Digits stand before letters, and hyphens at the same places.
            int order = Long.compareUnsigned(high, other.high);
            return order != 0 ? order : Long.compareUnsigned(low, other.low);
        }
        return CodePoints.compare(toString(), other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventId id
                && high == id.high
                && low == id.low
                && (text == null ? id.text == null : text.equals(id.text));
    }

    @Override
    public int hashCode() {
        return text == null ? Long.hashCode(high ^ low) : text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text == null ? new UUID(high, low).toString() : text;
    }
}
