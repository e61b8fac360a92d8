package io.bellwether.domain.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An accepted event about one brand. */
public sealed interface Statement {

    /** The event, source and instant of publication. */
    Provenance provenance();

    /**
     * How many vehicles were delivered, ordered, built or registered in a period.
     *
     * @param model null: the whole brand
     * @param region null: everywhere
     * @param period in its canonical form
     * @param units vehicles, 0 or more
     */
    record Sales(
            Provenance provenance,
            @Nullable String model,
            @Nullable String region,
            Measure measure,
            SalesPeriod period,
            long units,
            Qualifier qualifier)
            implements Statement {

        /** The length of the period. */
        public Granularity granularity() {
            return period.granularity();
        }

        /** The first day of the period. */
        public LocalDate periodStart() {
            return period.start();
        }
    }

    /**
     * What a plant can build.
     *
     * @param unitsPerMonth vehicles per month, 0 or more
     * @param effectiveFrom month from which it holds
     */
    record Capacity(Provenance provenance, String plant, long unitsPerMonth, int effectiveFrom, boolean operating)
            implements Statement {}

    /**
     * A sales target, in vehicles.
     *
     * @param unitsHigh upper end of a range; null where none is given
     * @param stretch whether it is an ambition beyond the target (kind STRETCH)
     */
    record Target(
            Provenance provenance,
            TargetPeriod period,
            long units,
            @Nullable Long unitsHigh,
            boolean stretch) implements Statement {}

    /** The wait that buyers are quoted; a null model is the whole brand. */
    record Quote(Provenance provenance, @Nullable String model, double weeks) implements Statement {}

    /**
     * A technology stage reached, or promised where {@code dueBy} is given.
     *
     * @param day when a fact became true; the day of publication where no other is stated, and of promises
     * @param coverage {@link Coverage#NONE}, a number of cities, or {@link Coverage#NATIONWIDE}
     * @param priceFromCny whole CNY
     */
    record Milestone(
            Provenance provenance,
            LocalDate day,
            String technology,
            Stage stage,
            int coverage,
            @Nullable Long priceFromCny,
            @Nullable LocalDate dueBy)
            implements Statement {}

    /** A model comes to market, on a day. */
    record Launch(Provenance provenance, LocalDate day, String model) implements Statement {}

    /**
     * From a month on the figures are of another basis, or there are none any more (docs/figures.md#series-break).
     *
     * @param model null: the whole brand
     * @param fromMonth first month of the new basis, see {@link Months}
     * @param ended whether there are no figures from that month on
     */
    record SeriesBreak(Provenance provenance, @Nullable String model, int fromMonth, boolean ended)
            implements Statement {}

    /**
     * Takes back an event of the same brand (docs/figures.md#retractions).
     *
     * @param retracted the event, which may not be known yet
     * @param isVoid whether it never should have counted; else it counts up to the day before this was published
     */
    record Retraction(Provenance provenance, EventId retracted, boolean isVoid, String reason) implements Statement {}

    /** News that no figure is computed from; it still dates the brand's newest event. */
    record News(Provenance provenance) implements Statement {}
}
