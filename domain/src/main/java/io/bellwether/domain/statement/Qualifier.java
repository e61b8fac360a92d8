package io.bellwether.domain.statement;

/**
 * How exact a figure is, weakest first. {@code DERIVED} is computed from an exact quarter and two exact months; it
 * stands last so that a sum of EXACT and DERIVED parts is EXACT.
 */
public enum Qualifier {
    ESTIMATE,
    AT_LEAST,
    EXACT,
    DERIVED;

    /** The weaker of the two: what their sum is worth. */
    public Qualifier weaker(Qualifier other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
