package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole years of a brand, from which forecasts are learned (docs/figures.md#brand-years). */
final class BrandYears {

    private static final int MONTHS = 12;
    private static final int RATE_MONTHS = 3;

    private final Subject brand;
    private final MeasureTotals deliveries;

    BrandYears(Subject brand) {
        this.brand = brand;
        deliveries = brand.deliveries();
    }

    /** All of them, oldest first. */
    List<BrandSummary.BrandYear> compute() {
        List<BrandSummary.BrandYear> years = new ArrayList<>();
        int last = deliveries.lastBound() - 1;
        for (int january = Months.january(deliveries.firstBound());
                january <= last && january + MONTHS - 1 <= last;
                january += MONTHS) {
            BrandSummary.BrandYear year = year(january);
            if (year != null) {
                years.add(year);
            }
        }
        return years;
    }

    private BrandSummary.@Nullable BrandYear year(int january) {
        List<Long> months = new ArrayList<>(MONTHS);
        for (int month = january; month < january + MONTHS; month++) {
            Long units = firm(month);
            if (units == null || !brand.isClosed(month)) {
                return null;
            }
            months.add(units);
        }
        List<Double> multiples = new ArrayList<>(MONTHS - 1);
        for (int k = 1; k < MONTHS; k++) {
            multiples.add(multiple(january, k));
        }
        return new BrandSummary.BrandYear(Months.year(january), List.copyOf(months), List.copyOf(multiples));
    }

    /** What came after a month over the mean of the three months up to it, as a logarithm; NaN if not defined. */
    private double multiple(int january, int k) {
        long rate = 0;
        for (int month = january + k - RATE_MONTHS; month < january + k; month++) {
            Long units = firm(month);
            if (units == null) {
                return Double.NaN;
            }
            rate += units;
        }
        long rest = 0;
        for (int month = january + k; month < january + MONTHS; month++) {
            Long units = firm(month);
            rest += units == null ? 0 : units;
        }
        return rate == 0 || rest == 0 ? Double.NaN : Math.log((double) (rest * RATE_MONTHS) / rate);
    }

    /** A month's total, if it is known and no lower bound. */
    private @Nullable Long firm(int month) {
        Total total = deliveries.total(month);
        return total == null || total.isAtLeast() ? null : (Long) total.units();
    }
}
