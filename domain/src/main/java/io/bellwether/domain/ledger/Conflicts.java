package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exact statements about one month of the whole brand that contradict each other (docs/figures.md#conflict-ratio). */
final class Conflicts {

    private static final double LEAST = 0.01;
    private static final double CONFIRMS = 0.05;

    private final MeasureTotals deliveries;

    Conflicts(MeasureTotals deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * The greatest conflict.
     *
     * @param ratio by how much the other differs, without sign
     */
    record Conflict(int month, double ratio, CurrentStatement counted, CurrentStatement other) {

        /** Reads both statements. */
        void read(TotalsView view) {
            String period = Months.format(month);
            view.total(Measure.DELIVERIES, month);
            view.statement(Measure.DELIVERIES.name(), period, Counted.of(counted));
            view.statement(Measure.DELIVERIES.name(), period, Counted.of(other));
        }
    }

    /** The greatest of a run of months, the newest of equal ones; null if none is notable. */
    @Nullable
    Conflict greatest(int first, int last) {
        Conflict greatest = null;
        for (int month = last; month >= first; month--) {
            Conflict conflict = ofMonth(month);
            if (conflict != null && (greatest == null || conflict.ratio > greatest.ratio)) {
                greatest = conflict;
            }
        }
        return greatest == null || greatest.ratio < LEAST ? null : greatest;
    }

    private @Nullable Conflict ofMonth(int month) {
        Cell cell = deliveries.cell(month);
        if (cell == null) {
            return null;
        }
        Counted counted = cell.counted();
        SourceCell own = cell.of(counted.source());
        CurrentStatement holds = own == null ? null : own.month();
        if (own == null || holds == null || holds.qualifier() != Qualifier.EXACT || holds.units() == 0) {
            return null;
        }
        List<CurrentStatement> others = new ArrayList<>(own.rivals());
        cell.forEachSource((source, sourceCell) -> {
            if (sourceCell != own && sourceCell.month() != null) {
                others.add(sourceCell.month());
            }
        });
        Conflict greatest = null;
        for (CurrentStatement other : others) {
            double ratio = (double) Math.abs(other.units() - holds.units()) / holds.units();
            if (other.qualifier() == Qualifier.EXACT && (greatest == null || isGreater(ratio, other, greatest))) {
                greatest = new Conflict(month, ratio, holds, other);
            }
        }
        return greatest;
    }

    private static boolean isGreater(double ratio, CurrentStatement other, Conflict greatest) {
        return ratio > greatest.ratio
                || (ratio == greatest.ratio && other.provenance().compareTo(greatest.other.provenance()) > 0);
    }

    /** Whether exact statements of two sources about a whole month lie close to its total. */
    boolean isConfirmed(int month, long total) {
        Cell cell = deliveries.cell(month);
        int[] close = {0};
        if (cell != null) {
            cell.forEachSource((source, sourceCell) -> {
                CurrentStatement statement = sourceCell.month();
                if (statement != null
                        && statement.qualifier() == Qualifier.EXACT
                        && (double) Math.abs(statement.units() - total) / total <= CONFIRMS) {
                    close[0]++;
                }
            });
        }
        return close[0] >= 2;
    }
}
