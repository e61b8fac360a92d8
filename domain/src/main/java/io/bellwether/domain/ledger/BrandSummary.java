package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the market needs of one brand. It is small and changes at most once per recomputation, so that only summaries, and
 * never events, pass through the one task where brands are compared.
 *
 * @param newestMicros publication of the brand's newest event
 * @param deliveries known month totals from fourteen months before the reference month on, oldest first
 * @param monthsKnown how many months of deliveries are known up to the reference month
 * @param growthOverTwoMonths growth from the month two before the reference month to it; null where unknown
 * @param breaks first months of a new basis by the brand's own series breaks, ascending, each once
 * @param brandYears whole years before, oldest first, see docs/figures.md#brand-years
 * @param targets of kind TARGET by period
 * @param endedFrom the earliest month from which a series break of the whole brand says that there are no figures any
 *     more; null if none does
 * @param retracted what was taken back last, newest first, at most {@link #MAX_RETRACTED}: so that an alert that ends by
 *     it can say why
 * @param changedFrom the earliest day as of which anything is otherwise by what was taken in since the summary before:
 *     the earliest publication among that, or, of what is void, of what it takes back; null where that is not known
 * @param statements how many events the brand has, whatever became of them: two summaries with as many are of the same
 */
public record BrandSummary(
        String brand,
        long newestMicros,
        MetricSet metrics,
        List<MonthTotal> deliveries,
        int monthsKnown,
        @Nullable Double growthOverTwoMonths,
        List<Integer> breaks,
        List<BrandYear> brandYears,
        List<Target> targets,
        @Nullable Integer endedFrom,
        List<Technology> technologies,
        List<Promise> promises,
        List<Retracted> retracted,
        @Nullable LocalDate changedFrom,
        long statements) {

    /** So many retractions are passed on. */
    public static final int MAX_RETRACTED = 8;

    /**
     * A statement that was taken back (docs/figures.md#retractions) and counts for nothing.
     *
     * @param eventId of the statement
     * @param by the retraction
     * @param reason as stated, cut to {@value #MAX_REASON} characters
     */
    public record Retracted(String eventId, Provenance by, String reason) {

        /** A longer reason is cut to so many characters. */
        public static final int MAX_REASON = 200;
    }

    /**
     * A calendar year of which every month is closed, known and no lower bound.
     *
     * @param months deliveries of its twelve months
     * @param multiples by month k from 1 to 11 at index k - 1: the natural logarithm of what came after k over the mean
     *     of the three months up to k; NaN where that is not defined
     */
    public record BrandYear(int year, List<Long> months, List<Double> multiples) {}

    /**
     * A target for a run of months (docs/figures.md#targets), as far as it does not depend on the day it is seen from.
     *
     * @param firstUnits of the earliest published of any source
     * @param units of the one that holds
     * @param unitsHigh upper end of its range
     * @param raised how often the holding identity's units went up
     * @param cut how often they went down
     * @param reached the last month of the period that figures reach; null if there is none
     * @param actual the sum from the period's first month to {@code reached}; null if unknown
     * @param reportedUnits units of the newest such statement, where it is other than all that the holding identity said
     * @param metIn the month in which the target was met; null if it was not
     * @param steps every figure given, in published order, each once; of more than {@link #MAX_STEPS} the first and the
     *     last
     * @param first the earliest statement
     * @param holding the statement that holds
     * @param reported the newest statement, where {@code reportedUnits} is known
     */
    public record Target(
            TargetPeriod period,
            long firstUnits,
            long units,
            @Nullable Long unitsHigh,
            int raised,
            int cut,
            @Nullable Integer reached,
            @Nullable Total actual,
            @Nullable Long reportedUnits,
            @Nullable Integer metIn,
            List<TargetStep> steps,
            Provenance first,
            Provenance holding,
            @Nullable Provenance reported) {

        /** So many figures are listed. */
        public static final int MAX_STEPS = 50;
    }

    /**
     * A figure that was given for a target.
     *
     * @param stated the statement that first gave it
     * @param metIn the month in which it was met; null if it was not
     * @param reachMonth when it is reached at the run rate; of the reference month's year only, and where not met
     */
    public record TargetStep(
            long units,
            Provenance stated,
            @Nullable Integer metIn,
            @Nullable Integer reachMonth) {}

    /** The known total of a month. */
    public record MonthTotal(int month, Total total) {}

    /**
     * A brand's facts on one technology.
     *
     * @param reached by stage, lowest first and up to the highest with a fact: the earliest fact of that stage or a
     *     higher one; a promise is a fact of the lowest stage
     * @param newestCoverage the newest fact that states a coverage, by its day first
     * @param cheapest the fact with the lowest price
     * @param newest the newest fact or promise
     */
    public record Technology(
            String technology,
            List<Reached> reached,
            Statement.@Nullable Milestone newestCoverage,
            Statement.@Nullable Milestone cheapest,
            Provenance newest) {}

    /**
     * When a stage was reached (docs/figures.md#day-of-a-fact).
     *
     * @param provenance the statement that says so; of several about one day the earliest published
     */
    public record Reached(LocalDate day, Provenance provenance) implements Comparable<Reached> {

        /** By day, then by publication. */
        @Override
        public int compareTo(Reached other) {
            int byDay = day.compareTo(other.day);
            return byDay == 0 ? provenance.compareTo(other.provenance) : byDay;
        }
    }

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
