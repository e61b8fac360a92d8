package io.bellwether.domain.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An accepted event about one brand. */
public sealed interface Statement {

    /** Who said it and when. */
    Provenance said();

    /**
     * How many vehicles were delivered, ordered, built or registered in a period.
     *
     * @param model null: the whole brand
     * @param region null: everywhere
     * @param units vehicles, 0 or more
     */
    record Sales(
            Provenance said,
            @Nullable String model,
            @Nullable String region,
            Measure measure,
            Granularity granularity,
            LocalDate periodStart,
            long units,
            Qualifier qualifier)
            implements Statement {}

    /**
     * What a plant can build.
     *
     * @param unitsPerMonth vehicles per month, 0 or more
     * @param effectiveFrom month from which it holds
     */
    record Capacity(Provenance said, String plant, long unitsPerMonth, int effectiveFrom, boolean operating)
            implements Statement {}

    /** A sales target for a calendar year, in vehicles. */
    record Target(Provenance said, int year, long units) implements Statement {}

    /** The wait that buyers are quoted; a null model is the whole brand. */
    record Quote(Provenance said, @Nullable String model, double weeks) implements Statement {}

    /**
     * A technology stage reached, or promised where {@code dueBy} is given.
     *
     * @param coverage {@link Coverage#NONE}, a number of cities, or {@link Coverage#NATIONWIDE}
     * @param priceFromCny whole CNY
     */
    record Milestone(
            Provenance said,
            String technology,
            Stage stage,
            int coverage,
            @Nullable Long priceFromCny,
            @Nullable LocalDate dueBy)
            implements Statement {}

    /** News that no figure is computed from; it still dates the brand's newest event. */
    record News(Provenance said) implements Statement {}
}
