package io.bellwether.streams.domain;

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
    Effect add(String source, Granularity granularity, int index, Held statement) {
        Effect effect = sources.computeIfAbsent(source, name -> new OfSource()).add(granularity, index, statement);
        if (effect == Effect.TAKEN) {
            counted = null;
        }
        return effect;
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
    record Counted(Total total, Tier tier, Said newest, List<Held> statements) {

        boolean outranks(Counted other) {
            return tier == other.tier ? newest.compareTo(other.newest) > 0 : tier.compareTo(other.tier) < 0;
        }

        static Counted of(List<Held> statements) {
            Held first = statements.get(0);
            Total total = null;
            Tier tier = first.said().tier();
            Said newest = first.said();
            for (Held held : statements) {
                total = Total.plus(total, new Total(held.units(), held.qualifier()));
                if (held.said().tier().compareTo(tier) < 0) {
                    tier = held.said().tier();
                }
                if (held.said().compareTo(newest) > 0) {
                    newest = held.said();
                }
            }
            return new Counted(Objects.requireNonNull(total), tier, newest, statements);
        }
    }

    /** One source's statements: a month, up to five weeks (by their Thursdays), up to 31 days. */
    private static final class OfSource {

        private @Nullable Held month;
        private @Nullable Held @Nullable [] weeks;
        private @Nullable Held @Nullable [] days;

        Effect add(Granularity granularity, int index, Held statement) {
            return switch (granularity) {
                case MONTH -> {
                    Effect effect = statement.effectOn(month);
                    if (effect == Effect.TAKEN) {
                        month = statement;
                    }
                    yield effect;
                }
                case WEEK -> {
                    weeks = weeks == null ? new Held[5] : weeks;
                    yield put(weeks, index, statement);
                }
                case DAY -> {
                    days = days == null ? new Held[31] : days;
                    yield put(days, index, statement);
                }
                case QUARTER -> throw new IllegalArgumentException("granularity must be below a quarter");
            };
        }

        private static Effect put(@Nullable Held[] slots, int index, Held statement) {
            Effect effect = statement.effectOn(slots[index]);
            if (effect == Effect.TAKEN) {
                slots[index] = statement;
            }
            return effect;
        }

        /** The coarsest granularity present counts. */
        Counted counted() {
            if (month != null) {
                return Counted.of(List.of(month));
            }
            @Nullable Held[] slots = Objects.requireNonNull(weeks != null ? weeks : days);
            List<Held> counted = new ArrayList<>(slots.length);
            for (Held held : slots) {
                if (held != null) {
                    counted.add(held);
                }
            }
            return Counted.of(counted);
        }
    }
}
