package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what the market needs to know of a brand. */
final class Summary {

    private static final int MONTHS_BEFORE_REFERENCE = 14;

    private final Subject brand;
    private final @Nullable Integer reference;
    private final MeasureTotals deliveries;

    Summary(Subject brand) {
        this.brand = brand;
        reference = brand.referenceMonth();
        deliveries = brand.deliveries();
    }

    /** Known totals from fourteen months before the reference month on. */
    List<BrandSummary.MonthTotal> deliveries() {
        List<BrandSummary.MonthTotal> months = new ArrayList<>();
        if (reference != null) {
            int end = deliveries.lastBound();
            for (int month = reference - MONTHS_BEFORE_REFERENCE; month < end; month++) {
                Total total = deliveries.total(month);
                if (total != null) {
                    months.add(new BrandSummary.MonthTotal(month, total));
                }
            }
        }
        return months;
    }

    /** How many months of deliveries are known up to the reference month. */
    int monthsKnown() {
        int known = 0;
        if (reference != null) {
            for (int month = deliveries.firstBound(); month <= reference; month++) {
                known += deliveries.total(month) == null ? 0 : 1;
            }
        }
        return known;
    }

    /** What became of each target, by period. */
    List<BrandSummary.Target> targets(Map<TargetPeriod, Targets> targets) {
        TargetFigures figures = new TargetFigures(brand, new TotalsView(brand.totals()), reference);
        List<BrandSummary.Target> all = new ArrayList<>(targets.size());
        targets.forEach((period, ofPeriod) -> all.add(figures.target(period, ofPeriod)));
        return all;
    }
}
