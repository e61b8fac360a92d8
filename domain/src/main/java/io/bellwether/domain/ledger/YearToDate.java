package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries from January to a month, an exact quarter standing for its months where it lies wholly within (semantics.md
 * 2 and 3).
 *
 * @param qualifier the weakest of the parts, but AT_LEAST where a month is missing
 */
record YearToDate(long units, Qualifier qualifier) {

    static YearToDate of(MeasureTotals deliveries, int last) {
        int january = Months.january(last);
        int firstKnown = deliveries.firstKnown();
        Total sum = null;
        boolean gap = false;
        for (int first = january; first <= last; first += 3) {
            Total quarter = quarterUsed(deliveries, first, last);
            if (quarter != null) {
                sum = Total.plus(sum, quarter);
                continue;
            }
            for (int month = first; month <= Math.min(first + 2, last); month++) {
                Total total = deliveries.total(month);
                if (total != null) {
                    sum = Total.plus(sum, total);
                } else {
                    gap |= month > firstKnown;
                }
            }
        }
        if (sum == null) {
            throw new IllegalStateException("deliveries of the last month must be known: " + Months.format(last));
        }
        return new YearToDate(sum.units(), gap ? Qualifier.AT_LEAST : sum.qualifier());
    }

    /** The quarter that begins in a month, if it lies within the span and its figure is exact. */
    static @Nullable Total quarterUsed(MeasureTotals deliveries, int first, int last) {
        if (first + 2 > last) {
            return null;
        }
        Total quarter = deliveries.quarter(Months.quarter(first));
        return quarter != null && quarter.isExact() ? quarter : null;
    }
}
