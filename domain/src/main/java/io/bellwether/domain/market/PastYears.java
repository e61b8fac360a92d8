package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary.BrandYear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole years of all brands, from which it is learned how a year goes on after a month
 * (docs/figures.md#brand-years).
 *
 * <p>Multiples are kept sorted by month, for each of the few years that forecasts are made for, and follow as brands'
 * years come, change and go. An outlook is worked out once after a change, in time n log n for n brand-years; while no
 * brand-year changes, a forecast costs the same however many are kept. Not safe for several threads.
 */
final class PastYears {

    /** Fewer multiples than these tell nothing of a month. */
    private static final int FEWEST = 5;
    /** The weight of what earlier years show; the rest goes to "the rate stays as it is". */
    private static final double WEIGHT = 0.7;
    /** The months before and after one from which errors are taken. */
    private static final int NEIGHBOURS = 2;

    private static final int LAST = 11;
    /** Forecasts are made for two years at most, as of one day: that of D and the one before. */
    private static final int MAX_YEARS = 4;

    private final Map<String, List<BrandYear>> byBrand = new HashMap<>();
    private final Map<Integer, Before> byYear = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Before> eldest) {
            return size() > MAX_YEARS;
        }
    };

    /** Puts a brand's years in the place of those it had. */
    void put(String brand, List<BrandYear> years) {
        List<BrandYear> before = years.isEmpty() ? byBrand.remove(brand) : byBrand.put(brand, years);
        if (before == null ? years.isEmpty() : before.equals(years)) {
            return;
        }
        List<BrandYear> gone = new ArrayList<>(before == null ? List.of() : before);
        gone.removeAll(years);
        List<BrandYear> come = new ArrayList<>(years);
        come.removeAll(before == null ? List.of() : before);
        byYear.forEach((year, pool) -> {
            gone.stream().filter(of -> of.year() < year).forEach(pool::remove);
            come.stream().filter(of -> of.year() < year).forEach(pool::add);
        });
    }

    /**
     * How years before {@code year} went on after a month; null where fewer than five tell.
     *
     * @param month 1 to 11
     */
    @Nullable
    Outlook outlook(int year, int month) {
        Before pool = byYear.get(year);
        if (pool == null) {
            pool = new Before();
            for (List<BrandYear> years : byBrand.values()) {
                for (BrandYear of : years) {
                    if (of.year() < year) {
                        pool.add(of);
                    }
                }
            }
            byYear.put(year, pool);
        }
        return pool.outlook(month);
    }

    /** The brand-years before one year. */
    private static final class Before {

        /** By month k, 1 to 11 at index k - 1. */
        private final SortedDoubles[] multiples = new SortedDoubles[LAST];

        private final @Nullable Outlook[] outlooks = new Outlook[LAST];

        Before() {
            Arrays.setAll(multiples, k -> new SortedDoubles());
        }

        void add(BrandYear year) {
            for (int k = 0; k < LAST; k++) {
                double multiple = year.multiples().get(k);
                if (!Double.isNaN(multiple)) {
                    multiples[k].add(multiple);
                }
            }
            Arrays.fill(outlooks, null);
        }

        void remove(BrandYear year) {
            for (int k = 0; k < LAST; k++) {
                double multiple = year.multiples().get(k);
                if (!Double.isNaN(multiple)) {
                    multiples[k].remove(multiple);
                }
            }
            Arrays.fill(outlooks, null);
        }

        @Nullable
        Outlook outlook(int month) {
            SortedDoubles own = multiples[month - 1];
            if (own.size() < FEWEST) {
                return null;
            }
            Outlook known = outlooks[month - 1];
            if (known == null) {
                known = new Outlook(typical(month, own.median()), residuals(month));
                outlooks[month - 1] = known;
            }
            return known;
        }

        private double[] residuals(int month) {
            int first = Math.max(1, month - NEIGHBOURS);
            int last = Math.min(LAST, month + NEIGHBOURS);
            int size = 0;
            for (int k = first; k <= last; k++) {
                size += multiples[k - 1].size() < FEWEST ? 0 : 2 * multiples[k - 1].size();
            }
            double[] residuals = new double[size];
            int filled = 0;
            for (int k = first; k <= last; k++) {
                SortedDoubles ofMonth = multiples[k - 1];
                for (int i = 0; i < ofMonth.size() && ofMonth.size() >= FEWEST; i++) {
                    double residual = ofMonth.get(i) - typical(k, ofMonth.medianWithout(i));
                    residuals[filled++] = residual;
                    residuals[filled++] = -residual;
                }
            }
            Arrays.sort(residuals);
            return residuals;
        }

        /** The median of multiples drawn toward ln(12 - k), docs/figures.md#shrinkage. */
        private static double typical(int k, double median) {
            double steady = Math.log(12 - k);
            return steady + WEIGHT * (median - steady);
        }
    }
}
