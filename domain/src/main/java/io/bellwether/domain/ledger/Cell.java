package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all sources said of one (brand, model, region, measure, month), semantics.md 2. Which source counts is worked
 * out when asked, from at most 31 statements a source; a new statement costs one array slot.
 */
final class Cell {

    private final Map<String, OfSource> sources = new HashMap<>(2);
    private @Nullable Counted counted;

    /** Takes a statement in. */
    Outcome add(String source, Granularity granularity, int index, CurrentStatement statement) {
        Outcome outcome =
                sources.computeIfAbsent(source, name -> new OfSource()).add(granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            counted = null;
        }
        return outcome;
    }

    /** The statements that count, and their sum. A cell is never empty. */
    Counted counted() {
        Counted known = counted;
        if (known == null) {
            known = choose();
            counted = known;
        }
        return known;
    }

    /**
     * The best tier, then the newest. A lower bound so chosen is refined by the best of the sources that are exact and
     * say at least as much.
     */
    private Counted choose() {
        if (sources.size() == 1) {
            return sources.values().iterator().next().counted();
        }
        List<Counted> all = new ArrayList<>(sources.size());
        sources.values().forEach(source -> all.add(source.counted()));
        Counted chosen = best(all);
        if (chosen.total.isAtLeast()) {
            long bound = chosen.total.units();
            List<Counted> refined = all.stream()
                    .filter(other -> other.total.isExact() && other.total.units() >= bound)
                    .toList();
            return refined.isEmpty() ? chosen : best(refined);
        }
        return chosen;
    }

    private static Counted best(List<Counted> candidates) {
        Counted best = candidates.get(0);
        for (int i = 1; i < candidates.size(); i++) {
            if (candidates.get(i).outranks(best)) {
                best = candidates.get(i);
            }
        }
        return best;
    }

    /**
     * One source's contribution.
     *
     * @param tier the best among its counted statements
     * @param newest the newest counted statement
     * @param statements counted, in period order
     */
    record Counted(Total total, Tier tier, Provenance newest, List<CurrentStatement> statements) {

        boolean outranks(Counted other) {
            return tier == other.tier ? newest.compareTo(other.newest) > 0 : tier.compareTo(other.tier) < 0;
        }

        static Counted of(List<CurrentStatement> statements) {
            CurrentStatement first = statements.get(0);
            Total total = null;
            Tier tier = first.provenance().tier();
            Provenance newest = first.provenance();
            for (CurrentStatement held : statements) {
                total = Total.plus(total, new Total(held.units(), held.qualifier()));
                if (held.provenance().tier().compareTo(tier) < 0) {
                    tier = held.provenance().tier();
                }
                if (held.provenance().compareTo(newest) > 0) {
                    newest = held.provenance();
                }
            }
            return new Counted(Objects.requireNonNull(total), tier, newest, statements);
        }
    }

    /** One source's statements: a month, up to five weeks (by their Thursdays), up to 31 days. */
    private static final class OfSource {

        private @Nullable CurrentStatement month;
        private @Nullable CurrentStatement @Nullable [] weeks;
        private @Nullable CurrentStatement @Nullable [] days;

        Outcome add(Granularity granularity, int index, CurrentStatement statement) {
            return switch (granularity) {
                case MONTH -> {
                    Outcome outcome = statement.outcomeOn(month);
                    if (outcome == Outcome.APPLIED) {
                        month = statement;
                    }
                    yield outcome;
                }
                case WEEK -> {
                    weeks = weeks == null ? new CurrentStatement[5] : weeks;
                    yield put(weeks, index, statement);
                }
                case DAY -> {
                    days = days == null ? new CurrentStatement[31] : days;
                    yield put(days, index, statement);
                }
                case QUARTER, SPAN -> throw new IllegalArgumentException("granularity must be below a quarter");
            };
        }

        private static Outcome put(@Nullable CurrentStatement[] slots, int index, CurrentStatement statement) {
            Outcome outcome = statement.outcomeOn(slots[index]);
            if (outcome == Outcome.APPLIED) {
                slots[index] = statement;
            }
            return outcome;
        }

        /** The coarsest granularity present counts. */
        Counted counted() {
            if (month != null) {
                return Counted.of(List.of(month));
            }
            @Nullable CurrentStatement[] slots = Objects.requireNonNull(weeks != null ? weeks : days);
            List<CurrentStatement> counted = new ArrayList<>(slots.length);
            for (CurrentStatement held : slots) {
                if (held != null) {
                    counted.add(held);
                }
            }
            return Counted.of(counted);
        }
    }
}
