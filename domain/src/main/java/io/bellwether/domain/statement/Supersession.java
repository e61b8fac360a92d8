package io.bellwether.domain.statement;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of several statements of one {@link Identity} holds (docs/figures.md#holds): the newest by {@link Provenance}. Of
 * two events with one id and one instant, which no careful source publishes, the greater figure holds, so that the order
 * of arrival decides nothing.
 */
public final class Supersession {

    private static final Comparator<@Nullable Long> NONE_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<@Nullable LocalDate> NO_DAY_FIRST =
            Comparator.nullsFirst(Comparator.naturalOrder());

    private Supersession() {}

    /** Of two statements of one identity, the one that holds. */
    public static <T extends Statement> T holding(T one, T other) {
        return supersedes(other, one) ? other : one;
    }

    /** Whether a statement supersedes another of its identity. */
    public static boolean supersedes(Statement statement, Statement other) {
        int order = statement.provenance().compareTo(other.provenance());
        return order > 0 || (order == 0 && compareContents(statement, other) > 0);
    }

    /** As {@link #supersedes(Statement, Statement)}, of sales statements by what decides. */
    public static boolean supersedes(
            Provenance provenance,
            long units,
            Qualifier qualifier,
            Provenance other,
            long otherUnits,
            Qualifier otherQualifier) {
        int order = provenance.compareTo(other);
        return order > 0 || (order == 0 && compareFigures(units, qualifier, otherUnits, otherQualifier) > 0);
    }

    private static int compareFigures(long units, Qualifier qualifier, long otherUnits, Qualifier otherQualifier) {
        int byUnits = Long.compare(units, otherUnits);
        return byUnits != 0 ? byUnits : qualifier.compareTo(otherQualifier);
    }

    private static int compareContents(Statement statement, Statement other) {
        if (statement instanceof Statement.Sales one && other instanceof Statement.Sales two) {
            return compareFigures(one.units(), one.qualifier(), two.units(), two.qualifier());
        }
        if (statement instanceof Statement.Capacity one && other instanceof Statement.Capacity two) {
            int byUnits = Long.compare(one.unitsPerMonth(), two.unitsPerMonth());
            return byUnits != 0 ? byUnits : Boolean.compare(one.operating(), two.operating());
        }
        if (statement instanceof Statement.Target one && other instanceof Statement.Target two) {
            int byUnits = Long.compare(one.units(), two.units());
            return byUnits != 0 ? byUnits : Objects.compare(one.unitsHigh(), two.unitsHigh(), NONE_FIRST);
        }
        if (statement instanceof Statement.Quote one && other instanceof Statement.Quote two) {
            return Double.compare(one.weeks(), two.weeks());
        }
        if (statement instanceof Statement.Milestone one && other instanceof Statement.Milestone two) {
            int byDay = Objects.compare(one.dueBy(), two.dueBy(), NO_DAY_FIRST);
            return byDay != 0 ? byDay : Integer.compare(one.coverage(), two.coverage());
        }
        return 0;
    }
}
