package io.bellwether.domain.market;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A calendar year of a brand or model, month by month, beside the way to its target (docs/figures.md#year).
 *
 * @param target vehicles; null if there is none, and for models
 * @param targetInitial the target first published for the year
 * @param months all twelve
 */
public record YearCourse(
        int year, @Nullable Long target, @Nullable Long targetInitial, List<Month> months) {

    private static final int MONTHS = 12;

    /**
     * A month of the year.
     *
     * @param month see {@link Months}
     * @param total null if unknown
     * @param yearToDate sum from January on; null behind the last month that any figure reaches
     * @param seasonalPath what the target is at the month's end by how earlier years went; null if unknown
     */
    public record Month(
            int month,
            @Nullable Total total,
            @Nullable Total yearToDate,
            @Nullable Double seasonalPath) {}

    /**
     * The course of a year, without the way to its target.
     *
     * @param totals of a month; null if unknown
     * @param yearsToDate sum from January to a month; null if unknown
     * @param target with the one first published; null if there is none
     */
    public static YearCourse of(
            int year,
            IntFunction<@Nullable Total> totals,
            IntFunction<@Nullable Total> yearsToDate,
            @Nullable Target target) {
        int january = year * MONTHS;
        List<@Nullable Total> sums = new ArrayList<>(MONTHS);
        int reached = 0;
        for (int i = 0; i < MONTHS; i++) {
            Total sum = yearsToDate.apply(january + i);
            Total before = i == 0 ? null : sums.get(i - 1);
            sums.add(sum);
            boolean moved = sum != null && (before == null || sum.units() != before.units());
            if (moved || totals.apply(january + i) != null) {
                reached = i + 1;
            }
        }
        List<Month> months = new ArrayList<>(MONTHS);
        for (int i = 0; i < MONTHS; i++) {
            months.add(new Month(january + i, totals.apply(january + i), i < reached ? sums.get(i) : null, null));
        }
        return new YearCourse(
                year, target == null ? null : (Long) target.units, target == null ? null : (Long) target.first, months);
    }

    /** The same with the way to its target, if it has one, by how earlier years went. */
    public YearCourse along(SeasonalPath path) {
        if (target == null) {
            return this;
        }
        long units = target;
        List<Month> along = months.stream()
                .map(month -> new Month(
                        month.month, month.total, month.yearToDate, path.at(Months.number(month.month), units)))
                .toList();
        return new YearCourse(year, target, targetInitial, along);
    }

    /**
     * A target for the year, in vehicles.
     *
     * @param units as it holds
     * @param first as it was first published
     */
    public record Target(long units, long first) {}
}
