package io.bellwether.domain.alert;

import java.time.LocalDate;
import java.util.Objects;
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

    /**
     * All that is to be kept of this over a restart.
     *
     * @param seenFrom the day that the market was last seen from
     * @param hasEvents whether anything was published on it
     * @param known see {@link Past#isKnown}
     */
    public record State(LocalDate seenFrom, boolean hasEvents, boolean known, OpenDays.State days) {}

    /** Whether the days before the present one are right; if not, they are to be worked out anew. */
    public boolean isKnown() {
        return known;
    }

    /** The day that the market was last seen from; null before the first look. */
    public @Nullable LocalDate seenFrom() {
        return seenFrom;
    }

    void changed(@Nullable LocalDate from) {
        if (from != null && (changedFrom == null || from.isBefore(changedFrom))) {
            changedFrom = from;
        }
    }

    void rulesChanged() {
        known = seenFrom == null;
    }

    void adopted() {
        known = true;
        changedFrom = null;
    }

    /** The market is seen from a day, on which something was published or not. */
    void see(LocalDate asOf, boolean withEvents, AlertBook alerts) {
        // News of an earlier day makes that day, or days since, look otherwise than they were seen, if they were.
        known &= changedFrom == null || !changedFrom.isBefore(asOf);
        changedFrom = null;
        OpenDays days = alerts.openDays();
        LocalDate last = days.last();
        if (seenFrom != null && hasEvents && seenFrom.isBefore(asOf) && (last == null || seenFrom.isAfter(last))) {
            days.endOfDay(seenFrom, alerts.open());
        }
        seenFrom = asOf;
        hasEvents = withEvents;
    }

    /** What is to be kept; the market must have been seen. */
    State state(OpenDays days) {
        return new State(Objects.requireNonNull(seenFrom), hasEvents, known, days.state());
    }

    void restore(State state) {
        seenFrom = state.seenFrom;
        hasEvents = state.hasEvents;
        known = state.known;
        changedFrom = null;
    }
}
