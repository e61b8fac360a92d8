package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source says of a month or a run of months.
 *
 * @param whole whether it covers all of it; else it is a lower bound
 * @param tier the best among its counted statements
 * @param newest the newest counted statement
 * @param statements counted, in period order
 */
public record Counted(Total total, boolean whole, Tier tier, Provenance newest, List<CurrentStatement> statements) {

    /** One statement about all of it. */
    static Counted of(CurrentStatement statement) {
        Provenance provenance = statement.provenance();
        return new Counted(
                new Total(statement.units(), statement.qualifier()),
                true,
                provenance.tier(),
                provenance,
                List.of(statement));
    }

    /** The sum of statements, at best as exact as {@code limit}. */
    static Counted sum(List<CurrentStatement> statements, boolean whole, Qualifier limit) {
        long units = 0;
        Qualifier qualifier = limit;
        Provenance newest = statements.get(0).provenance();
        Tier tier = newest.tier();
        for (CurrentStatement held : statements) {
            Provenance provenance = held.provenance();
            units += held.units();
            qualifier = qualifier.weaker(held.qualifier());
            tier = provenance.tier().compareTo(tier) < 0 ? provenance.tier() : tier;
            newest = provenance.compareTo(newest) > 0 ? provenance : newest;
        }
        return new Counted(new Total(units, qualifier), whole, tier, newest, statements);
    }

    /** The source. */
    String source() {
        return newest.source();
    }

    /** Whether it goes before another: the whole before a part, then the better tier, then the newer. */
    boolean outranks(Counted other) {
        if (whole != other.whole) {
            return whole;
        }
        return tier == other.tier ? newest.compareTo(other.newest) > 0 : tier.compareTo(other.tier) < 0;
    }

    /**
     * Which of several sources counts (docs/figures.md#cell): the first in rank, refined by the best of those that are
     * exact and no smaller if it is a lower bound.
     */
    static Counted choose(List<Counted> sources) {
        Counted chosen = best(sources, 0, false);
        if (chosen == null) {
            throw new IllegalArgumentException("sources must not be empty");
        }
        if (!chosen.total.isAtLeast()) {
            return chosen;
        }
        Counted refined = best(sources, chosen.total.units(), true);
        return refined == null ? chosen : refined;
    }

    private static @Nullable Counted best(List<Counted> sources, long bound, boolean exact) {
        Counted best = null;
        for (Counted source : sources) {
            boolean fits = !exact || (source.total.isExact() && source.total.units() >= bound);
            if (fits && (best == null || source.outranks(best))) {
                best = source;
            }
        }
        return best;
    }
}
