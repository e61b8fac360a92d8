package io.bellwether.producer.deadletter;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is null does not matter.
 *
 * @param origin part of the origin
 * @param reason part of the reason, in any case
 * @param field the field at fault
 * @param kind what was refused
 * @param since not written before
 * @param until written before
 * @param state whether open or done; null for both
 */
public record DeadLetterFilter(
        @Nullable String origin,
        @Nullable String reason,
        @Nullable String field,
        DeadLetterSummary.@Nullable Kind kind,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable State state) {

    /** Whether something was done with a letter. */
    public enum State {
        OPEN,
        DONE
    }

    /** All letters with which nothing was done yet. */
    public static DeadLetterFilter open() {
        return new DeadLetterFilter(null, null, null, null, null, null, State.OPEN);
    }

    boolean matches(DeadLetterSummary letter) {
        return (origin == null || letter.origin().contains(origin))
                && (reason == null
                        || letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)))
                && (field == null || letter.field().equals(field))
                && (kind == null || letter.kind() == kind)
                && (since == null || !letter.time().isBefore(since))
                && (until == null || letter.time().isBefore(until))
                && isIn(letter.done());
    }

    private boolean isIn(Optional<String> done) {
        return state == null || (state == State.DONE) == done.isPresent();
    }
}
