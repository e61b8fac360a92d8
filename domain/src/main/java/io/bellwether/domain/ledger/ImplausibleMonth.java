package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A month whose figure looks wrong by a power of ten (docs/figures.md#implausible-month).
 *
 * @param factor the power of ten by which it lies off its neighbours
 * @param neighbours the months it was compared with
 */
record ImplausibleMonth(int month, double factor, List<Integer> neighbours) {

    private static final int REACH = 3;
    private static final int LEAST_NEIGHBOURS = 3;
    private static final int UNTRIED_MONTHS = 3;
    private static final int GREATEST_POWER = 6;
    private static final double TOLERANCE = 0.1;
    /** 10^k from k = -6 on, as written. */
    private static final double[] POWERS = {
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6,
    };

    /** Reads the month and its neighbours. */
    void read(TotalsView view) {
        view.total(Measure.DELIVERIES, month);
        neighbours.forEach(neighbour -> view.total(Measure.DELIVERIES, neighbour));
    }

    /** The newest from a month to the reference month; null if all are plausible. */
    static @Nullable ImplausibleMonth newest(MeasureTotals deliveries, int first, int reference) {
        int candidates = Math.max(first, afterUntried(deliveries, reference));
        Conflicts conflicts = new Conflicts(deliveries);
        for (int month = reference; month >= candidates; month--) {
            Total total = deliveries.total(month);
            if (total == null
                    || total.units() == 0
                    || total.isAtLeast()
                    || conflicts.isConfirmed(month, total.units())) {
                continue;
            }
            ImplausibleMonth found = of(deliveries, month, total.units(), reference);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The month after the brand's first three known ones. */
    private static int afterUntried(MeasureTotals deliveries, int reference) {
        int known = 0;
        for (int month = deliveries.firstBound(); month <= reference; month++) {
            known += deliveries.total(month) == null ? 0 : 1;
            if (known == UNTRIED_MONTHS) {
                return month + 1;
            }
        }
        return reference + 1;
    }

    private static @Nullable ImplausibleMonth of(MeasureTotals deliveries, int month, long units, int reference) {
        List<Integer> neighbours = new ArrayList<>(2 * REACH);
        for (int other = month - REACH; other <= Math.min(reference, month + REACH); other++) {
            Total total = deliveries.total(other);
            if (other != month && total != null && total.units() > 0) {
                neighbours.add(other);
            }
        }
        if (neighbours.size() < LEAST_NEIGHBOURS) {
            return null;
        }
        double median = Medians.of(neighbours.stream()
                .mapToLong(other -> units(deliveries.total(other)))
                .toArray());
        double power = Math.log10(units / median);
        long whole = Math.round(power);
        boolean implausible = whole != 0 && Math.abs(whole) <= GREATEST_POWER && Math.abs(power - whole) <= TOLERANCE;
        return implausible
                ? new ImplausibleMonth(month, POWERS[(int) whole + GREATEST_POWER], List.copyOf(neighbours))
                : null;
    }

    private static long units(@Nullable Total total) {
        return total == null ? 0 : total.units();
    }
}
