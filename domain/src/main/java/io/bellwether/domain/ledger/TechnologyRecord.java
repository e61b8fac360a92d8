package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a brand has shown and promised of one technology, kept as the few figures that the market view and the
 * commitments need: work and size per milestone do not grow with the number of milestones.
 */
final class TechnologyRecord {

    private static final int STAGES = Stage.values().length;

    /** By stage: the earliest fact that states it or a higher one. */
    private final BrandSummary.@Nullable Reached[] reached = new BrandSummary.Reached[STAGES];

    private final @Nullable Promises[] promises = new Promises[STAGES];
    private final List<Fact> firsts = new ArrayList<>(2);
    private Statement.@Nullable Milestone newestCoverage;
    private Statement.@Nullable Milestone cheapest;
    private @Nullable Provenance newest;

    /** A fact that no earlier fact matches in both stage and coverage. */
    private record Fact(long epochDay, Stage stage, int coverage) {

        boolean covers(Fact other) {
            return epochDay <= other.epochDay && stage.compareTo(other.stage) >= 0 && coverage >= other.coverage;
        }
    }

    void add(Statement.Milestone milestone) {
        Provenance provenance = milestone.provenance();
        newest = newest == null || provenance.compareTo(newest) > 0 ? provenance : newest;
        if (milestone.dueBy() == null) {
            addFact(milestone);
            return;
        }
        // Whoever promises is no less than announced.
        reach(Stage.ANNOUNCED, provenance.date(), provenance);
        int stage = milestone.stage().ordinal();
        Promises of = promises[stage];
        if (of == null) {
            of = new Promises(milestone.technology(), milestone.stage());
            promises[stage] = of;
        }
        of.add(milestone);
    }

    private void reach(Stage highest, LocalDate day, Provenance provenance) {
        BrandSummary.Reached now = new BrandSummary.Reached(day, provenance);
        for (int stage = 0; stage <= highest.ordinal(); stage++) {
            BrandSummary.Reached before = reached[stage];
            reached[stage] = before == null || now.compareTo(before) < 0 ? now : before;
        }
    }

    private void addFact(Statement.Milestone fact) {
        reach(fact.stage(), fact.day(), fact.provenance());
        if (fact.coverage() != Coverage.NONE && isNewer(fact, newestCoverage)) {
            newestCoverage = fact;
        }
        if (fact.priceFromCny() != null && isCheaper(fact, cheapest)) {
            cheapest = fact;
        }
        Fact first = new Fact(fact.day().toEpochDay(), fact.stage(), fact.coverage());
        if (firsts.stream().noneMatch(other -> other.covers(first))) {
            firsts.removeIf(first::covers);
            firsts.add(first);
        }
    }

    private static boolean isNewer(Statement.Milestone fact, Statement.@Nullable Milestone other) {
        if (other == null) {
            return true;
        }
        int order = fact.day().compareTo(other.day());
        order = order == 0 ? fact.provenance().compareTo(other.provenance()) : order;
        return order > 0 || (order == 0 && fact.coverage() > other.coverage());
    }

    private static boolean isCheaper(Statement.Milestone fact, Statement.@Nullable Milestone other) {
        if (other == null) {
            return true;
        }
        int order = Long.compare(price(fact), price(other));
        return order < 0 || (order == 0 && fact.provenance().compareTo(other.provenance()) < 0);
    }

    private static long price(Statement.Milestone fact) {
        return fact.priceFromCny() == null ? Long.MAX_VALUE : fact.priceFromCny();
    }

    /** The day of the first fact with at least this stage and coverage; null if there is none. */
    private @Nullable LocalDate metOn(Stage stage, int coverage) {
        long first = Long.MAX_VALUE;
        for (Fact fact : firsts) {
            if (fact.stage.compareTo(stage) >= 0 && fact.coverage >= coverage) {
                first = Math.min(first, fact.epochDay);
            }
        }
        return first == Long.MAX_VALUE ? null : LocalDate.ofEpochDay(first);
    }

    /** What the market needs to know of the technology, as far as the brand itself speaks of it. */
    BrandSummary.Technology summary(String technology) {
        return new BrandSummary.Technology(
                technology,
                Arrays.stream(reached)
                        .filter(Objects::nonNull)
                        .map(BrandSummary.Reached.class::cast)
                        .toList(),
                newestCoverage,
                cheapest,
                Objects.requireNonNull(newest));
    }

    /** The brand's promises on this technology, lowest stage first. */
    List<BrandSummary.Promise> promises() {
        List<BrandSummary.Promise> all = new ArrayList<>();
        for (Promises of : promises) {
            if (of != null) {
                all.add(of.summary(metOn(of.stage, of.coverage())));
            }
        }
        return all;
    }
}
