package io.bellwether.domain.statement;

import org.jspecify.annotations.Nullable;

/**
 * A number of vehicles and how exact it is. An unknown total is null, never zero.
 *
 * @param units vehicles, 0 or more
 */
public record Total(long units, Qualifier qualifier) {

    /** The sum of two totals, as weak as its weakest part; null stands for nothing added yet. */
    public static Total plus(@Nullable Total sum, Total part) {
        return sum == null ? part : new Total(sum.units + part.units, sum.qualifier.weaker(part.qualifier));
    }

    public boolean isExact() {
        return qualifier == Qualifier.EXACT;
    }

    /** Whether it is EXACT, or follows from what is. */
    public boolean isFirm() {
        return qualifier == Qualifier.EXACT || qualifier == Qualifier.DERIVED;
    }

    public boolean isAtLeast() {
        return qualifier == Qualifier.AT_LEAST;
    }
}
