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
 * What no brand's own figures say (docs/figures.md#market): ranking, growth, forecasts, the race for each technology,
 * and what became of promises and targets.
 *
 * @param asOf the day D that it is seen from
 * @param month the latest reference month of any brand, see {@link Months}
 * @param ranked how many brands have a growth rank
 * @param rankedBefore how many had one if the month before the market's were the market's, by what is known on D
 * @param commitments by brand, technology and stage
 * @param targets by brand and period
 */
public record MarketView(
        LocalDate asOf,
        @Nullable Integer month,
        int ranked,
        int rankedBefore,
        SortedMap<String, Brand> brands,
        SortedMap<String, Technology> technologies,
        List<Commitment> commitments,
        List<Target> targets) {

    /**
     * A brand among the others.
     *
     * @param deliveries of the market's month, if closed and known for the brand
     * @param marketShare of the sum over such brands
     * @param rank 1 = most deliveries, ties by name
     * @param growth from the three months before the last three to those, docs/figures.md#market-growth
     * @param growthRank 1 = fastest, ties by name
     */
    public record Brand(
            @Nullable Long deliveries,
            @Nullable Double marketShare,
            @Nullable Integer rank,
            @Nullable Double growth,
            @Nullable Integer growthRank,
            Forecast forecast) {}

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
     * @param stage the highest with a fact, where a promise is a fact of ANNOUNCED
     * @param stageSince the earliest day of a fact of that stage or a higher one
     * @param coverage see {@link Coverage}
     * @param gapStages stages behind the frontier
     * @param gapDays since another brand was first at a higher stage than this one is; null without a gap
     * @param pressure other brands with a fact or promise within the last 90 days
     */
    public record Contender(
            @Nullable Stage stage,
            @Nullable LocalDate stageSince,
            int coverage,
            int gapStages,
            @Nullable Integer gapDays,
            int pressure) {}

    /** What became of a promise, docs/figures.md#commitment-status. */
    public enum Status {
        PENDING,
        KEPT,
        KEPT_LATE,
        OVERDUE
    }

    /** A brand's promises on one technology and stage, and what became of them. */
    public record Commitment(String brand, BrandSummary.Promise promise, Status status) {}

    /** What became of a target, docs/figures.md#target-status. */
    public enum TargetStatus {
        MET,
        MISSED,
        OPEN,
        UNKNOWN
    }

    /**
     * A brand's target for a period, and what became of it.
     *
     * @param attainment actual over units; null if there is no actual figure or the target is 0
     */
    public record Target(
            String brand,
            BrandSummary.Target target,
            @Nullable Double attainment,
            TargetStatus status) {}
}
