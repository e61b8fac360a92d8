package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What no brand's own figures say (semantics.md 4 and 5): ranking, growth, the race for each technology, promises.
 *
 * @param asOf the day D that it is seen from
 * @param month the latest reference month of any brand, see {@link Months}
 * @param commitments by brand, technology and stage
 */
public record MarketView(
        LocalDate asOf,
        @Nullable Integer month,
        SortedMap<String, Brand> brands,
        SortedMap<String, Technology> technologies,
        List<Commitment> commitments) {

    /**
     * A brand among the others.
     *
     * @param deliveries of the market's month, if closed and known for the brand
     * @param marketShare of the sum over such brands
     * @param rank 1 = most deliveries, ties by name
     * @param growth the last three months over the three before, less 1
     * @param growthRank 1 = fastest, ties by name
     */
    public record Brand(
            @Nullable Long deliveries,
            @Nullable Double marketShare,
            @Nullable Integer rank,
            @Nullable Double growth,
            @Nullable Integer growthRank) {}

    /**
     * The race for one technology.
     *
     * @param frontier the highest stage with a fact; null where there are only promises
     * @param leaders at the frontier, by name
     * @param activeBrands with a fact or promise within the last 90 days
     * @param priceFloor the fact with the lowest price
     */
    public record Technology(
            @Nullable Stage frontier,
            List<String> leaders,
            @Nullable PriceFloor priceFloor,
            int activeBrands,
            SortedMap<String, Contender> brands) {}

    /** The lowest price at which a technology can be had, in whole CNY. */
    public record PriceFloor(String brand, long cny) {}

    /**
     * A brand in the race for one technology.
     *
     * @param stage the highest with a fact; null where there are only promises
     * @param stageSince the earliest day on which that stage or a higher one was stated
     * @param coverage see {@link Coverage}
     * @param gapStages stages behind the frontier
     * @param gapDays since another brand first stood higher than this one does; null without a gap
     * @param pressure other brands with a fact or promise within the last 90 days
     */
    public record Contender(
            @Nullable Stage stage,
            @Nullable LocalDate stageSince,
            int coverage,
            int gapStages,
            @Nullable Integer gapDays,
            int pressure) {}

    /** What became of a promise. */
    public enum Status {
        PENDING,
        KEPT,
        KEPT_LATE,
        OVERDUE
    }

    /** A brand's promises on one technology and stage, and what became of them. */
    public record Commitment(String brand, BrandSummary.Promise promise, Status status) {}
}
