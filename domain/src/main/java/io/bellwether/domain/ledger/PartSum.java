package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums over models or regions, and whether such a sum is a lower bound because parts of it have gone silent
 * (docs/figures.md#silent-parts).
 *
 * @param parts by month, the parts that are summed where they are known
 * @param whole the cells that are used in place of the sum
 */
record PartSum(IntFunction<? extends Collection<? extends Part>> parts, Cells whole, Taxonomy taxonomy) {

    private static final int SILENT_MONTHS = 3;
    private static final int COMPARED_MONTHS = 12;
    /** Silent parts of at least one in twenty make a sum a lower bound. */
    private static final int SILENT_SHARE = 20;
    /** Parts that made less than 99 in 100 of the whole are not all of it. */
    private static final int COMPLETE_PERCENT = 99;

    /** The sum of a month; null if no part is known. */
    @Nullable
    Total of(int month) {
        Total sum = null;
        List<Silent> silent = new ArrayList<>(0);
        boolean partial = false;
        for (Part part : parts.apply(month)) {
            Total total = part.total(month);
            if (total == null) {
                addIfSilent(part, month, silent);
            } else {
                sum = Total.plus(sum, total);
                partial |= taxonomy.hasPartialSources() && part.countsPartialSource(month, taxonomy);
            }
        }
        if (sum == null) {
            return null;
        }
        long missing = silentUnits(silent);
        boolean lowerBound =
                partial || (missing > 0 && missing * SILENT_SHARE >= sum.units() + missing) || wasIncomplete(month);
        return lowerBound ? new Total(sum.units(), Qualifier.AT_LEAST) : sum;
    }

    /** A part that is unknown now and what it came to in the latest of the months before in which it was known. */
    private record Silent(Part part, long units) {}

    private static void addIfSilent(Part part, int month, List<Silent> silent) {
        for (int before = month - 1; before >= month - SILENT_MONTHS; before--) {
            Total total = part.total(before);
            if (total != null) {
                if (total.units() > 0) {
                    silent.add(new Silent(part, total.units()));
                }
                return;
            }
        }
    }

    /** What the silent parts came to together, without those that lie within another one of them. */
    private long silentUnits(List<Silent> silent) {
        long units = 0;
        for (Silent one : silent) {
            boolean isNested = taxonomy.hasNestedRegions()
                    && silent.stream().anyMatch(other -> one.part.isWithin(other.part, taxonomy));
            units += isNested ? 0 : one.units;
        }
        return units;
    }

    /** Whether the parts made less than the whole in the latest of the twelve months before that has a cell of it. */
    private boolean wasIncomplete(int month) {
        for (int before = month - 1; before >= month - COMPARED_MONTHS; before--) {
            Total cell = whole.total(before);
            if (cell != null) {
                long units = 0;
                boolean known = false;
                for (Part part : parts.apply(before)) {
                    Total total = part.total(before);
                    known |= total != null;
                    units += total == null ? 0 : total.units();
                }
                return known && units * 100 < cell.units() * COMPLETE_PERCENT;
            }
        }
        return false;
    }
}
