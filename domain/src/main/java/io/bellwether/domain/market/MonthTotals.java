package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/** Month totals of deliveries out of a brand's summary, and what is computed from several of them. */
public final class MonthTotals {

    private MonthTotals() {}

    /** The total of a month; null if it is unknown. */
    public static @Nullable Total find(BrandSummary brand, int month) {
        for (BrandSummary.MonthTotal total : brand.deliveries()) {
            if (total.month() == month) {
                return total.total();
            }
        }
        return null;
    }

    /** The sum over months from {@code first} to {@code last}; null unless every one is known. */
    public static @Nullable Total sum(BrandSummary brand, int first, int last) {
        Total sum = null;
        for (int month = first; month <= last; month++) {
            Total total = find(brand, month);
            if (total == null) {
                return null;
            }
            sum = Total.plus(sum, total);
        }
        return sum;
    }

    /** The growth from the three months before the last three to those, docs/figures.md#market-growth. */
    public static @Nullable Double growth(BrandSummary brand, int last) {
        Total base = sum(brand, last - 5, last - 3);
        Total value = sum(brand, last - 2, last);
        if (base == null || value == null || base.isAtLeast() || base.units() == 0) {
            return null;
        }
        for (int from : brand.breaks()) {
            if (from > last - 5 && from <= last) {
                return null;
            }
        }
        double growth = (double) value.units() / base.units() - 1;
        // A lower bound can show growth, never a fall.
        return value.isAtLeast() && growth <= 0 ? null : (Double) growth;
    }

    /**
     * The mean over the three months up to {@code last} over the mean of the three a year before, of which none may be a
     * lower bound; docs/figures.md#slump-conditions.
     */
    public static @Nullable Double toYearBefore(BrandSummary brand, int last) {
        Total now = sum(brand, last - 2, last);
        Total before = sum(brand, last - 14, last - 12);
        if (now == null || before == null || now.isAtLeast() || before.isAtLeast() || before.units() == 0) {
            return null;
        }
        return (double) now.units() / before.units();
    }
}
