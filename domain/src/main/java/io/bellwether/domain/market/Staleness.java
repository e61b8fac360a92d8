package io.bellwether.domain.market;

import io.bellwether.domain.statement.Months;
import java.time.LocalDate;

/** How old the news about a month is on a day, docs/figures.md#staleness. */
public final class Staleness {

    /** From so many days after the end of the next month on, what is said of a month is stale. */
    public static final int DAYS = 45;

    private Staleness() {}

    /** Days from the last day of the month after a reference month to a day; negative while that month runs. */
    public static long daysSinceNextMonth(int reference, LocalDate asOf) {
        return asOf.toEpochDay() - Months.lastDay(reference + 1).toEpochDay();
    }

    /** Whether the month after a reference month ended {@link #DAYS} days or more before a day. */
    public static boolean isStale(int reference, LocalDate asOf) {
        return daysSinceNextMonth(reference, asOf) >= DAYS;
    }
}
