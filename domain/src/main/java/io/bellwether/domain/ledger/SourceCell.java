package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source's statements about a month: of all of it, of up to five weeks (by their Thursdays), of its days, and of the
 * month so far by its last day.
 */
final class SourceCell {

    private static final int WEEKS = 5;
    private static final int DAYS = 31;

    private @Nullable CurrentStatement month;
    private @Nullable CurrentStatement @Nullable [] weeks;
    private @Nullable CurrentStatement @Nullable [] days;
    private @Nullable CurrentStatement @Nullable [] spans;
    /** MONTH statements of the same instant as the one that holds, which lost by their id only. */
    private List<CurrentStatement> rivals = List.of();
    /** The earliest MONTH statement, be it superseded. */
    private @Nullable Provenance first;

    /**
     * Takes a statement in.
     *
     * @param index the week of the month or the day of the month, from 0; of a SPAN its last day
     */
    Outcome add(Granularity granularity, int index, CurrentStatement statement) {
        return switch (granularity) {
            case MONTH -> addMonth(statement);
            case WEEK -> {
                weeks = weeks == null ? new CurrentStatement[WEEKS] : weeks;
                yield put(weeks, index, statement);
            }
            case DAY -> {
                days = days == null ? new CurrentStatement[DAYS] : days;
                yield put(days, index, statement);
            }
            case SPAN -> {
                spans = spans == null ? new CurrentStatement[DAYS] : spans;
                yield put(spans, index, statement);
            }
            case QUARTER -> throw new IllegalArgumentException("granularity must be below a quarter");
        };
    }

    private Outcome addMonth(CurrentStatement statement) {
        Provenance provenance = statement.provenance();
        first = first == null || provenance.compareTo(first) < 0 ? provenance : first;
        CurrentStatement before = month;
        Outcome outcome = statement.outcomeOn(before);
        if (outcome == Outcome.APPLIED) {
            month = statement;
            boolean rival = before != null && isRival(before, statement);
            rivals = !rival || before == null ? List.of() : with(rivals, before);
        } else if (outcome == Outcome.SUPERSEDED
                && before != null
                && isRival(statement, before)
                && !rivals.contains(statement)) {
            rivals = with(rivals, statement);
        }
        return outcome;
    }

    private static boolean isRival(CurrentStatement lost, CurrentStatement holds) {
        return lost.provenance().publishedAtMicros() == holds.provenance().publishedAtMicros();
    }

    private static List<CurrentStatement> with(List<CurrentStatement> statements, CurrentStatement more) {
        List<CurrentStatement> all = new ArrayList<>(statements);
        all.add(more);
        return List.copyOf(all);
    }

    private static Outcome put(@Nullable CurrentStatement[] slots, int index, CurrentStatement statement) {
        Outcome outcome = statement.outcomeOn(slots[index]);
        if (outcome == Outcome.APPLIED) {
            slots[index] = statement;
        }
        return outcome;
    }

    /** The MONTH statement that holds; null if there is none. */
    @Nullable
    CurrentStatement month() {
        return month;
    }

    /** MONTH statements published at the same instant as the one that holds, whose loss is chance. */
    List<CurrentStatement> rivals() {
        return rivals;
    }

    /** The earliest MONTH statement, superseded ones included; null if there is none. */
    @Nullable
    Provenance first() {
        return first;
    }

    /**
     * The statements that count: of the whole month the MONTH, else WEEKs with every Thursday, else every DAY; else
     * whichever part reaches the latest day. A source cell is never empty.
     */
    Counted counted(int ofMonth) {
        if (month != null) {
            return Counted.of(month);
        }
        LocalDate lastDay = Months.lastDay(ofMonth);
        int length = lastDay.getDayOfMonth();
        int firstThursday = firstThursday(lastDay);
        List<CurrentStatement> inWeeks = present(weeks);
        if (inWeeks.size() == 1 + (length - firstThursday) / 7) {
            return Counted.sum(inWeeks, true, Qualifier.ESTIMATE);
        }
        List<CurrentStatement> inDays = present(days);
        if (inDays.size() == length) {
            return Counted.sum(inDays, true, Qualifier.EXACT);
        }
        // The month so far goes before weeks, and weeks before days, of those that reach the same day.
        int spanEnd = 1 + last(spans);
        int weekEnd = last(weeks) < 0 ? 0 : Math.min(length, firstThursday + 7 * last(weeks) + 3);
        int dayEnd = 1 + last(days);
        if (spans != null && spanEnd >= weekEnd && spanEnd >= dayEnd) {
            CurrentStatement soFar = spans[spanEnd - 1];
            return Counted.sum(soFar == null ? List.of() : List.of(soFar), false, Qualifier.AT_LEAST);
        }
        return Counted.sum(weekEnd >= dayEnd ? inWeeks : inDays, false, Qualifier.AT_LEAST);
    }

    /** Day of the month of its first Thursday: the week of a month is the week of its Thursday. */
    private static int firstThursday(LocalDate lastDay) {
        int firstOfMonth = lastDay.withDayOfMonth(1).getDayOfWeek().getValue();
        return 1 + Math.floorMod(4 - firstOfMonth, 7);
    }

    private static List<CurrentStatement> present(@Nullable CurrentStatement @Nullable [] slots) {
        List<CurrentStatement> present = new ArrayList<>(slots == null ? 0 : slots.length);
        if (slots != null) {
            for (CurrentStatement held : slots) {
                if (held != null) {
                    present.add(held);
                }
            }
        }
        return present;
    }

    private static int last(@Nullable CurrentStatement @Nullable [] slots) {
        int last = slots == null ? -1 : slots.length - 1;
        while (slots != null && last >= 0 && slots[last] == null) {
            last--;
        }
        return last;
    }
}
