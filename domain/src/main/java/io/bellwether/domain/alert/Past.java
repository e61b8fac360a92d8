package io.bellwether.domain.alert;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is known of past days still is what the statements say: the days are kept as they pass, which is right as
 * long as everything arrives on the day on which it was published, and the rules stay. Not safe for several threads.
 */
public final class Past {

    private @Nullable LocalDate seenFrom;
    private boolean hasEvents;
    private boolean known = true;
    /** The earliest day that something is of that was taken in since the last look. */
    private @Nullable LocalDate changedFrom;
    /** The day before which the days are worked out anew at this moment; null if they are not, or will not be right. */
    private @Nullable LocalDate asked;

    /** What is of long ago, who knows when. */
    static final LocalDate ALWAYS = LocalDate.ofEpochDay(Integer.MIN_VALUE);

    /**
     * All that is to be kept of this over a restart.
     *
     * @param seenFrom the day that the market was last seen from; null before the first look
     * @param hasEvents whether anything was published on it
     * @param known whether the days before it are right
     * @param changedFrom the earliest day that something is of that was taken in since; null if nothing was
     */
    public record State(
            @Nullable LocalDate seenFrom,
            boolean hasEvents,
            boolean known,
            @Nullable LocalDate changedFrom) {

        /** The same, but the days before are to be worked out anew. */
        public State unknown() {
            return new State(seenFrom, hasEvents, false, changedFrom);
        }
    }

    /** Whether the days before the one that was last seen are right; if not, they are to be worked out anew. */
    public boolean isKnown() {
        return known;
    }

    /** Whether the days before this one would be right if the market were seen from it now. */
    public boolean isKnownBefore(LocalDate day) {
        return known
                && (changedFrom == null || !changedFrom.isBefore(day))
                && (seenFrom == null || !day.isBefore(seenFrom));
    }

    /** The day that the market was last seen from; null before the first look. */
    public @Nullable LocalDate seenFrom() {
        return seenFrom;
    }

    /** The days before this one are worked out anew from now on. */
    public void ask(LocalDate before) {
        asked = before;
    }

    /** Whether what was worked out since it was asked for is right: nothing of those days arrived meanwhile. */
    public boolean isAsked(LocalDate before) {
        return before.equals(asked);
    }

    /** The day that the market was last seen from, if it was the clock that moved it there; else null. */
    @Nullable
    LocalDate reachedByClock() {
        return hasEvents ? null : seenFrom;
    }

    void changed(@Nullable LocalDate from) {
        if (from == null) {
            return;
        }
        if (changedFrom == null || from.isBefore(changedFrom)) {
            changedFrom = from;
        }
        if (asked != null && from.isBefore(asked)) {
            asked = null;
        }
    }

    void rulesChanged() {
        known = seenFrom == null;
        asked = null;
    }

    /** The days before this one are right; the market is not seen from it yet. */
    void adopted(LocalDate before) {
        known = true;
        changedFrom = null;
        seenFrom = before;
        hasEvents = false;
        asked = null;
    }

    /** The market is seen from a day, on which something was published or not. */
    void see(LocalDate asOf, boolean withEvents, AlertBook alerts) {
        // News of an earlier day makes that day, or days since, look otherwise than they were seen, if they were.
        known = isKnownBefore(asOf);
        changedFrom = null;
        OpenDays days = alerts.openDays();
        LocalDate last = days.last();
        if (seenFrom != null && hasEvents && seenFrom.isBefore(asOf) && (last == null || seenFrom.isAfter(last))) {
            days.endOfDay(seenFrom, alerts.open());
        }
        seenFrom = asOf;
        hasEvents = withEvents;
    }

    /** What is to be kept over a restart. */
    public State state() {
        return new State(seenFrom, hasEvents, known, changedFrom);
    }

    void restore(State state) {
        seenFrom = state.seenFrom;
        hasEvents = state.hasEvents;
        known = state.known;
        changedFrom = state.changedFrom;
        asked = null;
    }
}
