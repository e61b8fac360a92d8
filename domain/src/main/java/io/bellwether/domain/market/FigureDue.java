package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Months;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next monthly figure that a brand is due to publish (docs/figures.md#calendar).
 *
 * @param month the month that it is of, the one after the reference month; see {@link Months}
 * @param dueOn the day by which it usually comes
 * @param usualLagDays days from a month's end to its figure, usually
 * @param lateDays days that D is past {@code dueOn}; 0 before
 */
public record FigureDue(String brand, int month, LocalDate dueOn, double usualLagDays, long lateDays) {

    private static final Comparator<FigureDue> NEXT_FIRST =
            Comparator.comparing(FigureDue::dueOn).thenComparing(FigureDue::brand);

    /** What these brands are due to publish, by day and brand, seen from the day D. */
    public static List<FigureDue> calendar(Iterable<BrandSummary> brands, LocalDate asOf) {
        List<FigureDue> calendar = new ArrayList<>();
        for (BrandSummary brand : brands) {
            FigureDue due = of(brand.brand(), brand.metrics(), brand.endedFrom(), asOf);
            if (due != null) {
                calendar.add(due);
            }
        }
        calendar.sort(NEXT_FIRST);
        return calendar;
    }

    /**
     * What a brand is due to publish; null where its rhythm is not known, or its series has ended.
     *
     * @param endedFrom the month from which there are no figures any more; null if there is none
     */
    static @Nullable FigureDue of(String brand, MetricSet metrics, @Nullable Integer endedFrom, LocalDate asOf) {
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        Double lag = metrics.number(Metric.USUAL_LAG_DAYS);
        if (reference == null || lag == null || !(metrics.value(Metric.NEXT_FIGURE_DUE) instanceof LocalDate dueOn)) {
            return null;
        }
        int month = reference + 1;
        if (endedFrom != null && endedFrom <= month) {
            return null;
        }
        return new FigureDue(brand, month, dueOn, lag, Math.max(0, asOf.toEpochDay() - dueOn.toEpochDay()));
    }
}
