package io.bellwether.domain.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The event, source and instant of a statement. Its order is the order in which statements supersede each other: by the instant of
 * publication, then by event id.
 *
 * @param publishedAtMicros microseconds since the epoch, UTC
 */
public record Provenance(
        EventId id,
        long publishedAtMicros,
        String source,
        Tier tier,
        @Nullable String url) implements Comparable<Provenance> {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** The same with the event's id as it is written. */
    public Provenance(String eventId, long publishedAtMicros, String source, Tier tier, @Nullable String url) {
        this(EventId.of(eventId), publishedAtMicros, source, tier, url);
    }

    /** The event's id as it is written. */
    public String eventId() {
        return id.toString();
    }

    /** The UTC day of an instant in microseconds. */
    public static long epochDay(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    /** The instant in microseconds at which a UTC day begins. */
    public static long startOfDay(LocalDate day) {
        return day.toEpochDay() * MICROS_PER_DAY;
    }

    /** The UTC day on which it was published. */
    public long epochDay() {
        return epochDay(publishedAtMicros);
    }

    /** The UTC day on which it was published. */
    public LocalDate date() {
        return LocalDate.ofEpochDay(epochDay());
    }

    @Override
    public int compareTo(Provenance other) {
        int byTime = Long.compare(publishedAtMicros, other.publishedAtMicros);
        return byTime != 0 ? byTime : id.compareTo(other.id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Provenance provenance
                && publishedAtMicros == provenance.publishedAtMicros
                && id.equals(provenance.id);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(publishedAtMicros) + id.hashCode();
    }

    /** Whether this counts before {@code other} when sources are chosen: the better tier, then the newer. */
    public boolean outranks(Provenance other) {
        return tier == other.tier ? compareTo(other) > 0 : tier.compareTo(other.tier) < 0;
    }
}
