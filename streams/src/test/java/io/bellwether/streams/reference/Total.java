package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.SourceTier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A known number of vehicles, how exact it is and what it stands on.
 *
 * @param tier of one source's figure its best, of a sum the worst of its EXACT parts
 * @param newest the newest counted statement; of a sum, of its EXACT parts
 * @param counted every statement that it stands on
 * @param ownSource the source of a month of the brand that rests on a cell of model and region null, else null
 */
record Total(
        long units,
        Exactness qualifier,
        SourceTier tier,
        Statement<Sales> newest,
        Set<Statement<Sales>> counted,
        String ownSource) {

    /** A sum as of some months, of which nobody asks how it came about. */
    static Total plain(long units, Exactness qualifier) {
        return new Total(units, qualifier, null, null, Set.of(), null);
    }

    /** docs/figures.md#weakest: a sum's qualifier is its weakest part's; a sum of nothing is unknown. */
    static Optional<Total> sum(Collection<Total> parts, Set<Bug> bugs) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<Total> exact = new ArrayList<>(parts);
        exact.removeIf(part -> !part.isExact() || part.newest == null);
        Set<Statement<Sales>> counted = new HashSet<>();
        parts.forEach(part -> counted.addAll(part.counted));
        return Optional.of(new Total(
                parts.stream().mapToLong(Total::units).sum(),
                Exactness.weakest(parts.stream().map(Total::qualifier), bugs),
                exact.stream()
                        .map(Total::tier)
                        .max(
                                bugs.contains(Bug.SUM_OF_BEST_TIER)
                                        ? Comparator.reverseOrder()
                                        : Comparator.naturalOrder())
                        .orElse(null),
                exact.stream()
                        .map(Total::newest)
                        .max(Statement.inPublishedOrder(bugs))
                        .orElse(null),
                counted,
                null));
    }

    Total as(Exactness other) {
        return new Total(units, other, tier, newest, counted, ownSource);
    }

    boolean isExact() {
        return qualifier == Exactness.EXACT;
    }

    boolean isExactOrDerived() {
        return qualifier == Exactness.EXACT || qualifier == Exactness.DERIVED;
    }

    boolean isAtLeast() {
        return qualifier == Exactness.AT_LEAST;
    }
}
