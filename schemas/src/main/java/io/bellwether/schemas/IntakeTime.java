package io.bellwether.schemas;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which an event is taken in, which its {@code published_at} may not lie far behind: the clock where events
 * come in, the record's timestamp in the topology.
 */
public final class IntakeTime {

    /** How much later than its intake an event may say that it was published. */
    private static final Duration TOLERANCE = Duration.ofHours(24);
    /** No client sends records after that: what is later is in another unit than milliseconds. */
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private final long epochMs;
    private final boolean ofRecord;

    private IntakeTime(long epochMs, boolean ofRecord) {
        this.epochMs = epochMs;
        this.ofRecord = ofRecord;
    }

    /** The time by a clock. */
    public static IntakeTime at(Instant now) {
        return new IntakeTime(now.toEpochMilli(), false);
    }

    /** The timestamp of a Kafka record, in milliseconds. */
    public static IntakeTime ofRecord(long timestampMs) {
        return new IntakeTime(timestampMs, true);
    }

    /** Why an event published then cannot have been taken in at this moment; null if it can. */
    @Nullable
    String objection(Instant publishedAt) {
        if (ofRecord && (epochMs <= 0 || epochMs >= LATEST.toEpochMilli())) {
            return "cannot be checked, since the record's timestamp (" + epochMs
                    + ") is no time of sending in milliseconds: let the client stamp records with the time at which it"
                    + " sends them, or set message.timestamp.type=LogAppendTime on the topic";
        }
        if (publishedAt.getEpochSecond() * 1_000 <= epochMs + TOLERANCE.toMillis()) {
            return null;
        }
        return ofRecord
                ? "must not be more than 24 hours after the record's timestamp (" + text() + "), got: " + publishedAt
                        + "; a record's timestamp must be the time of sending, not the period that the event is about"
                : "must not be more than 24 hours after now (" + text() + "), got: " + publishedAt;
    }

    private String text() {
        try {
            return Instant.ofEpochMilli(epochMs).toString();
        } catch (DateTimeException e) {
            return epochMs + " ms";
        }
    }
}
