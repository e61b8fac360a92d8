package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whole years of a brand, from which forecasts are learned (docs/figures.md#brand-years). A year whose months are as they
 * were is not worked out again.
 */
final class BrandYears {

    private static final int MONTHS = 12;
    private static final int RATE_MONTHS = 3;
    private static final int MONTHS_BEFORE = 2;
    private static final long UNKNOWN = -1;

    private final Map<Integer, Kept> byYear = new HashMap<>(0);

    /** A year with the months that it was worked out from: two before it, and its own. */
    private static final class Kept {

        private final long[] months;
        private final BrandSummary.BrandYear year;

        Kept(long[] months, BrandSummary.BrandYear year) {
            this.months = months;
            this.year = year;
        }
    }

    /** All of them, oldest first. */
    List<BrandSummary.BrandYear> of(SubjectBooks brand) {
        MeasureTotals deliveries = brand.deliveries();
        int last = deliveries.lastBound() - 1;
        List<BrandSummary.BrandYear> years = new ArrayList<>();
        for (int january = Months.january(deliveries.firstBound()); january <= last - (MONTHS - 1); january += MONTHS) {
            if (deliveries.total(january) == null) {
                continue;
            }
            long[] months = new long[MONTHS_BEFORE + MONTHS];
            for (int i = 0; i < months.length; i++) {
                months[i] = firmUnits(deliveries.total(january + i - MONTHS_BEFORE));
            }
            if (isWhole(brand, january, months)) {
                years.add(year(Months.year(january), months));
            }
        }
        return years;
    }

    /** A month's total, if it is known and no lower bound. */
    private static long firmUnits(@Nullable Total total) {
        return total == null || total.isAtLeast() ? UNKNOWN : total.units();
    }

    private static boolean isWhole(SubjectBooks brand, int january, long[] months) {
        for (int i = 0; i < MONTHS; i++) {
            if (months[MONTHS_BEFORE + i] == UNKNOWN || !brand.isClosed(january + i)) {
                return false;
            }
        }
        return true;
    }

    private BrandSummary.BrandYear year(int number, long[] months) {
        Kept kept = byYear.get(number);
        if (kept == null || !Arrays.equals(kept.months, months)) {
            List<Long> own = new ArrayList<>(MONTHS);
            List<Double> multiples = new ArrayList<>(MONTHS - 1);
            for (int k = 1; k <= MONTHS; k++) {
                own.add(months[MONTHS_BEFORE + k - 1]);
                if (k < MONTHS) {
                    multiples.add(multiple(months, k));
                }
            }
            kept = new Kept(months, new BrandSummary.BrandYear(number, List.copyOf(own), List.copyOf(multiples)));
            byYear.put(number, kept);
        }
        return kept.year;
    }

    /** What came after a month over the mean of the three months up to it, as a logarithm; NaN if not defined. */
    private static double multiple(long[] months, int k) {
        long rate = 0;
        for (int i = k - RATE_MONTHS; i < k; i++) {
            if (months[MONTHS_BEFORE + i] == UNKNOWN) {
                return Double.NaN;
            }
            rate += months[MONTHS_BEFORE + i];
        }
        long rest = 0;
        for (int i = k; i < MONTHS; i++) {
            rest += months[MONTHS_BEFORE + i];
        }
        return rate == 0 || rest == 0 ? Double.NaN : Math.log((double) (rest * RATE_MONTHS) / rate);
    }
}
