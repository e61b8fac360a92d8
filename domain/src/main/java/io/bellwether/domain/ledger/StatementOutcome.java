package io.bellwether.domain.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What became of a statement (docs/figures.md#statement-outcomes).
 *
 * @param reason why it does not count, in words; null where it does
 * @param by the event that superseded or retracted it; null where none did
 */
public record StatementOutcome(
        Kind kind, @Nullable String reason, @Nullable String by) {

    static final StatementOutcome COUNTS = new StatementOutcome(Kind.COUNTS, null, null);

    /** What can become of a statement. */
    public enum Kind {
        /** Figures rest on it, or it is a fact of its own. */
        COUNTS,
        /** Its source said something newer about the same thing. */
        SUPERSEDED,
        /** Another statement counts in its place, or none of its kind is counted. */
        OUTRANKED,
        /** It was taken back. */
        RETRACTED
    }

    static StatementOutcome outranked(String reason) {
        return new StatementOutcome(Kind.OUTRANKED, reason, null);
    }
}
