package io.bellwether.domain.statement;

/**
 * How exact a figure is, weakest first (docs/figures.md#weakest). {@code DERIVED} follows from other exact figures; it
 * stands last so that a sum of EXACT and DERIVED parts is EXACT.
 */
public enum Qualifier {
    AT_LEAST,
    ESTIMATE,
    EXACT,
    DERIVED;

    /** The weaker of the two: what their sum is worth. */
    public Qualifier weaker(Qualifier other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
