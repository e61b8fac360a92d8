package io.bellwether.domain.statement;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * The stretch of days that a sales statement covers, in its canonical form (docs/figures.md#spans): a stretch that is
 * exactly a calendar day, ISO week, month or quarter has that granularity, any other is a SPAN.
 *
 * <p>For example {@code SPAN 2024-10-01..2024-10-31} is the MONTH of October, and the MONTH of June published on 18 June
 * is the {@code SPAN 2024-06-01..2024-06-18}.
 *
 * @param start first day
 * @param end last day, inclusive
 */
public record SalesPeriod(Granularity granularity, LocalDate start, LocalDate end) {

    /** The period of a granularity other than SPAN that starts on a day where such periods start. */
    public static SalesPeriod of(Granularity granularity, LocalDate start) {
        return new SalesPeriod(
                granularity,
                start,
                switch (granularity) {
                    case DAY -> start;
                    case WEEK -> start.plusDays(6);
                    case MONTH -> start.plusMonths(1).minusDays(1);
                    case QUARTER -> start.plusMonths(3).minusDays(1);
                    case SPAN -> throw new IllegalArgumentException("a SPAN must have an end, got start: " + start);
                });
    }

    /** Any stretch of days, as the granularity that it exactly is. */
    public static SalesPeriod span(LocalDate start, LocalDate end) {
        return new SalesPeriod(exactly(start, end), start, end);
    }

    private static Granularity exactly(LocalDate start, LocalDate end) {
        for (Granularity granularity : Granularity.values()) {
            if (granularity != Granularity.SPAN
                    && startsOne(granularity, start)
                    && of(granularity, start).end.equals(end)) {
                return granularity;
            }
        }
        return Granularity.SPAN;
    }

    /** Whether a period of this granularity starts on a day. */
    public static boolean startsOne(Granularity granularity, LocalDate day) {
        return switch (granularity) {
            case DAY, SPAN -> true;
            case WEEK -> day.getDayOfWeek() == DayOfWeek.MONDAY;
            case MONTH -> day.getDayOfMonth() == 1;
            case QUARTER -> day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1;
        };
    }

    /**
     * The period that a statement published on this day can cover: a WEEK, MONTH or QUARTER published more than a day
     * before its last day ends on the day of publication. One that starts later than that stays as it is.
     */
    public SalesPeriod asPublishedOn(LocalDate day) {
        boolean whole = granularity == Granularity.DAY || granularity == Granularity.SPAN;
        return whole || day.isBefore(start) || end.toEpochDay() - day.toEpochDay() <= 1 ? this : span(start, day);
    }

    /** Number of days, both ends counted. */
    public long days() {
        return end.toEpochDay() - start.toEpochDay() + 1;
    }

    /** The month it is of: of a week that of its Thursday, else that of its first day. */
    public int month() {
        return Months.of(granularity == Granularity.WEEK ? start.with(DayOfWeek.THURSDAY) : start);
    }

    /** Whether it is a run of whole calendar months. */
    public boolean isWholeMonths() {
        return start.getDayOfMonth() == 1 && end.plusDays(1).getDayOfMonth() == 1;
    }
}
