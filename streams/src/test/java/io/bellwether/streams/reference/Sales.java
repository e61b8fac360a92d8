package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SalesReport;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * What a SalesReport says, in the form in which it counts.
 *
 * @param model what all spellings of the model have in common; null: the whole brand
 * @param spelling the model as this statement spells it
 * @param end the last day, inclusive
 */
record Sales(
        String model,
        String spelling,
        String region,
        Measure measure,
        LocalDate start,
        LocalDate end,
        Granularity granularity,
        long units,
        Exactness exactness) {

    static Sales of(SalesReport said, LocalDate published, Aliases aliases, Set<Bug> bugs) {
        LocalDate start = said.getPeriodStart();
        LocalDate end = lastDay(said);
        Granularity granularity = said.getGranularity();
        if (granularity == Granularity.SPAN) {
            granularity = granularity(start, end, bugs);
        }
        // "A WEEK, MONTH or QUARTER published more than a day before its last day is no whole one: it is turned into a
        // SPAN up to the day it was published, which again may be a DAY, WEEK or MONTH (a BACKLOG apart)"
        long early = ChronoUnit.DAYS.between(published, end);
        boolean isEarly = early > (bugs.contains(Bug.EARLY_BY_ONE_DAY) ? 0 : 1);
        if (isEarly
                && granularity != Granularity.SPAN
                && granularity != Granularity.DAY
                && said.getMeasure() != Measure.BACKLOG
                && !start.isAfter(published)
                && !bugs.contains(Bug.EARLY_PERIOD_STAYS_WHOLE)) {
            end = published;
            granularity = bugs.contains(Bug.EARLY_PERIOD_STAYS_SPAN) ? Granularity.SPAN : granularity(start, end, bugs);
        }
        String model = bugs.contains(Bug.MODELS_NOT_FOLDED)
                ? said.getModel()
                : aliases.model(said.getBrand(), said.getModel());
        return new Sales(
                model,
                said.getModel(),
                said.getRegion(),
                said.getMeasure(),
                start,
                end,
                granularity,
                said.getUnits(),
                Exactness.valueOf(said.getQualifier().name()));
    }

    private static LocalDate lastDay(SalesReport said) {
        LocalDate start = said.getPeriodStart();
        return switch (said.getGranularity()) {
            case DAY -> start;
            case WEEK -> start.plusDays(6);
            case MONTH -> start.plusMonths(1).minusDays(1);
            case QUARTER -> start.plusMonths(3).minusDays(1);
            case SPAN -> said.getPeriodEnd();
            case UNKNOWN -> throw new IllegalArgumentException("granularity must be known");
        };
    }

    /** "One that is exactly a calendar day, ISO week, calendar month or quarter is a statement of that granularity". */
    private static Granularity granularity(LocalDate start, LocalDate end, Set<Bug> bugs) {
        if (bugs.contains(Bug.SPAN_STAYS_SPAN)) {
            return Granularity.SPAN;
        }
        if (start.equals(end)) {
            return Granularity.DAY;
        }
        if (start.getDayOfWeek() == DayOfWeek.MONDAY && end.equals(start.plusDays(6))) {
            return Granularity.WEEK;
        }
        if (start.getDayOfMonth() == 1 && end.equals(start.plusMonths(1).minusDays(1))) {
            return Granularity.MONTH;
        }
        boolean quarter = start.getDayOfMonth() == 1 && start.getMonthValue() % 3 == 1;
        return quarter && end.equals(start.plusMonths(3).minusDays(1)) ? Granularity.QUARTER : Granularity.SPAN;
    }

    /** "DAY and MONTH: the month of period_start; WEEK: the month of that week's Thursday"; of a SPAN, its first. */
    YearMonth month(Set<Bug> bugs) {
        boolean byThursday = granularity == Granularity.WEEK && !bugs.contains(Bug.WEEK_BY_MONDAY);
        return YearMonth.from(byThursday ? start.plusDays(3) : start);
    }

    /** "a SPAN from the month's first day to a day within it" */
    boolean isMonthSoFar() {
        return granularity == Granularity.SPAN
                && start.getDayOfMonth() == 1
                && YearMonth.from(start).equals(YearMonth.from(end));
    }

    /** "a QUARTER, or a SPAN from a first to a last day of a month", of two or more months */
    boolean isWholeMonths() {
        return (granularity == Granularity.QUARTER || granularity == Granularity.SPAN)
                && start.getDayOfMonth() == 1
                && end.equals(YearMonth.from(end).atEndOfMonth())
                && YearMonth.from(start).isBefore(YearMonth.from(end));
    }
}
