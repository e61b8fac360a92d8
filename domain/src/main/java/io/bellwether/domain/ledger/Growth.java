package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/**
 * Growth from a base to a value (docs/figures.md#growth): unknown over a lower bound, where a lower bound shows a fall,
 * and across a break of the series.
 *
 * @param ofSubject breaks of the brand's or the model's own series
 * @param ofBrand of a model, breaks of its brand's series, which break the model's too
 */
record Growth(SubjectNews ofSubject, SubjectNews ofBrand) {

    /**
     * Growth from months to later months; null if unknown.
     *
     * @param baseFrom first month of the base
     * @param valueTo last month of the value
     */
    @Nullable
    Double of(@Nullable Total base, int baseFrom, @Nullable Total value, int valueTo) {
        if (base == null || value == null || !isBase(base) || breaksBetween(baseFrom, valueTo)) {
            return null;
        }
        if (value.isAtLeast() && value.units() <= base.units()) {
            return null;
        }
        return ratio(base, value);
    }

    /** Value / base - 1, divided once. */
    static double ratio(Total base, Total value) {
        return (double) (value.units() - base.units()) / base.units();
    }

    /** Whether growth can be measured from it. */
    static boolean isBase(Total base) {
        return base.units() != 0 && !base.isAtLeast();
    }

    /** Whether a series breaks after the first month of the base and not after the last of the value. */
    boolean breaksBetween(int baseFrom, int valueTo) {
        return ofSubject.breaksBetween(baseFrom, valueTo) || ofBrand.breaksBetween(baseFrom, valueTo);
    }
}
