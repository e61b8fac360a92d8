package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.TargetKind;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** What a SalesTarget says: for the run of months from the first to the last. */
record Target(YearMonth first, YearMonth last, long units, Long unitsHigh, TargetKind kind, boolean literalRun) {

    static Target of(SalesTarget said, Set<Bug> bugs) {
        YearMonth first = YearMonth.of(said.getYear(), 1);
        YearMonth last = YearMonth.of(said.getYear(), 12);
        if (said.getQuarter() != null) {
            first = YearMonth.of(said.getYear(), said.getQuarter() * 3 - 2);
            last = first.plusMonths(2);
        } else if (said.getMonth() != null) {
            first = YearMonth.of(said.getYear(), said.getMonth());
            last = said.getLastMonth() == null ? first : YearMonth.parse(said.getLastMonth());
        }
        boolean literal = said.getLastMonth() != null && bugs.contains(Bug.TARGET_RUN_STAYS_RUN);
        return new Target(first, last, said.getUnits(), said.getUnitsHigh(), said.getKind(), literal);
    }

    /** "a run that is a month, quarter or year is that" */
    String period() {
        long months = ChronoUnit.MONTHS.between(first, last) + 1;
        if (literalRun) {
            return first + ".." + last;
        }
        if (months == 1) {
            return first.toString();
        }
        if (months == 3 && first.getMonthValue() % 3 == 1) {
            return quarter(first);
        }
        return isYear() ? Integer.toString(first.getYear()) : first + ".." + last;
    }

    static String quarter(YearMonth first) {
        return first.getYear() + "-Q" + (first.getMonthValue() + 2) / 3;
    }

    /** Whether it is for a whole calendar year. */
    boolean isYear() {
        return !literalRun && first.getMonthValue() == 1 && last.equals(first.plusMonths(11));
    }
}
