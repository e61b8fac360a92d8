package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was said of a brand or model beside its figures: quotes, launches, and breaks of its series. */
final class SubjectNews {

    /** Of a brand or model of which nothing of the kind was said. */
    static final SubjectNews NONE = new SubjectNews();

    private static final int QUOTE_VALID_DAYS = 120;
    private static final int MONTHS_BEFORE_FIRST_FIGURE = 6;

    private final NavigableSet<Integer> breaks = new TreeSet<>();
    private final NavigableSet<LocalDate> launches = new TreeSet<>();
    private @Nullable Integer endedFrom;
    private Statement.@Nullable Quote newestQuote;

    void add(Statement.SeriesBreak seriesBreak) {
        breaks.add(seriesBreak.fromMonth());
        if (seriesBreak.ended()) {
            endedFrom = endedFrom == null ? seriesBreak.fromMonth() : Math.min(endedFrom, seriesBreak.fromMonth());
        }
    }

    void add(Statement.Launch launch) {
        launches.add(launch.day());
    }

    void add(Statement.Quote quote) {
        newestQuote = newestQuote == null ? quote : Supersession.holding(newestQuote, quote);
    }

    /** The newest quote, unless it is out of date on the day of the brand's newest event; else null. */
    Statement.@Nullable Quote quote(long newestEpochDay) {
        Statement.Quote quote = newestQuote;
        return quote == null || newestEpochDay - quote.provenance().epochDay() > QUOTE_VALID_DAYS ? null : quote;
    }

    /** First months of a new basis, ascending. */
    List<Integer> breaks() {
        return new ArrayList<>(breaks);
    }

    /** The earliest month from which there are no figures any more; null if none is said. */
    @Nullable
    Integer endedFrom() {
        return endedFrom;
    }

    /** Whether a series breaks after one month and not after another. */
    boolean breaksBetween(int after, int upTo) {
        return !breaks.isEmpty() && !breaks.subSet(after, false, upTo, true).isEmpty();
    }

    /**
     * Whether it came to market when its figures begin (docs/figures.md#launched): in the first known month or the six
     * months before.
     *
     * @param oldestMicros the brand's oldest event, which must not lie a year or more before the launch;
     *     {@link Long#MAX_VALUE} where that makes no difference
     */
    boolean isLaunched(int firstKnown, long oldestMicros) {
        if (launches.isEmpty() || firstKnown == Integer.MAX_VALUE) {
            return false;
        }
        SortedSet<LocalDate> within = launches.subSet(
                Months.firstDay(firstKnown - MONTHS_BEFORE_FIRST_FIGURE), true, Months.lastDay(firstKnown), true);
        // What holds of any of them holds of the earliest.
        return !within.isEmpty()
                && (oldestMicros == Long.MAX_VALUE
                        || Provenance.epochDay(oldestMicros)
                                >= within.first().minusYears(1).toEpochDay());
    }
}
