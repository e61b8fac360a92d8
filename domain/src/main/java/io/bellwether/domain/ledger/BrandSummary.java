package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the market needs to know of one brand: it is small, and changes once per burst of events, so that only
 * standings and never events pass through the one place where brands are compared.
 *
 * @param newestMicros publication of the brand's newest event
 * @param deliveries known month totals from five months before the reference month on, oldest first
 */
public record BrandSummary(
        String brand,
        long newestMicros,
        MetricSet metrics,
        List<MonthTotal> deliveries,
        List<Technology> technologies,
        List<Promise> promises) {

    /** The known total of a month. */
    public record MonthTotal(int month, Total total) {}

    /**
     * A brand's facts on one technology.
     *
     * @param reached by stage, lowest first and up to the highest with a fact: the earliest statement of that stage or
     *     a higher one
     * @param newestCoverage the newest fact that states a coverage
     * @param cheapest the fact with the lowest price
     * @param newest the newest fact or promise
     */
    public record Technology(
            String technology,
            List<Provenance> reached,
            Statement.@Nullable Milestone newestCoverage,
            Statement.@Nullable Milestone cheapest,
            Provenance newest) {}

    /**
     * A brand's promises on one technology and stage.
     *
     * @param coverage promised last, see {@link Coverage}
     * @param slips how often the day moved later
     * @param metOn the day it was met, or null
     * @param first the first promise
     * @param newest the newest promise
     */
    public record Promise(
            String technology,
            Stage stage,
            int coverage,
            LocalDate firstDueBy,
            LocalDate dueBy,
            int slips,
            @Nullable LocalDate metOn,
            Provenance first,
            Provenance newest) {}
}
