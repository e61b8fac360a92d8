package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/**
 * A brand or one of its models with all that its metrics depend on.
 *
 * @param totals its own
 * @param ofBrand the brand's; the same where it is the brand
 * @param news its own quotes, launches and breaks
 * @param newsOfBrand the brand's; the same where it is the brand
 * @param events when the brand's events were published
 */
record SubjectBooks(
        SubjectTotals totals, SubjectTotals ofBrand, SubjectNews news, SubjectNews newsOfBrand, EventTimes events) {

    /** Whether it is the brand as a whole. */
    boolean isBrand() {
        return totals == ofBrand;
    }

    MeasureTotals deliveries() {
        return totals.of(Measure.DELIVERIES);
    }

    /** Whether a month is closed (docs/figures.md#closed-months). */
    boolean isClosed(int month) {
        return events.newestMonth() > month || ofBrand.isStated(month) || totals.isStated(month);
    }

    /** The latest closed month with known deliveries; null if there is none. */
    @Nullable
    Integer referenceMonth() {
        MeasureTotals deliveries = deliveries();
        int first = deliveries.firstBound();
        for (int month = deliveries.lastBound() - 1; month >= first; month--) {
            if (deliveries.total(month) != null && isClosed(month)) {
                return month;
            }
        }
        return null;
    }

    /** From which month on an unknown month is a gap of the sum: from the first known one if it was launched then. */
    int gapsFrom() {
        int firstKnown = deliveries().firstKnown();
        long oldest = isBrand() ? events.oldestMicros() : Long.MAX_VALUE;
        return news.isLaunched(firstKnown, oldest) ? firstKnown : Integer.MIN_VALUE;
    }

    /** The open month of the newest event, if it has a figure; null otherwise. */
    @Nullable
    Integer openMonth() {
        if (events.isEmpty()) {
            return null;
        }
        int month = events.newestMonth();
        Total total = deliveries().total(month);
        return total == null || isClosed(month) ? null : (Integer) month;
    }

    Growth growth() {
        return new Growth(news, newsOfBrand);
    }
}
