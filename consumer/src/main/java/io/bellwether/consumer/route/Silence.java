package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.time.Instant;

/**
 * A time in which some alerts are muted.
 *
 * @param from the first instant
 * @param until the first instant after it
 * @param author of the silence
 * @param comment why
 */
public record Silence(Matcher matcher, Instant from, Instant until, String author, String comment) {

    /** Whether an alert is silenced at a time. */
    public boolean silences(Alert alert, Instant now) {
        return !now.isBefore(from) && now.isBefore(until) && matcher.matches(alert);
    }
}
