package io.bellwether.domain.alert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which days an alert was open as of that day, without a break up to now: what {@code began_on} follows from
 * (docs/figures.md#began-on). Days are those on which events were published, each taken in once it is over; an alert
 * that a day does not have open begins anew.
 *
 * <p>Bound: {@value #MAX_DAYS} days, and one day for each alert open on the last of them. Not safe for several threads.
 */
public final class OpenDays {

    /** Looking back ends after so many days, the present one included. */
    public static final int MAX_DAYS = 400;

    private final List<LocalDate> days = new ArrayList<>();
    private final Map<AlertKey, LocalDate> openSince = new HashMap<>();
    private int changes;

    /**
     * When an alert began.
     *
     * @param on a day on which events were published, or the present one
     * @param before whether it may have begun before that day, which is as far as one looks back
     */
    public record Beginning(LocalDate on, boolean before) {}

    /**
     * All that is to be kept of this over a restart.
     *
     * @param days the last days that are over, ascending
     * @param openSince of each alert open on the last of them the first day of those without a break
     */
    public record State(List<LocalDate> days, Map<AlertKey, LocalDate> openSince) {

        public State {
            days = List.copyOf(days);
            openSince = Map.copyOf(openSince);
        }
    }

    /** Nothing known. */
    public OpenDays() {}

    /** Goes on from what was kept. */
    public OpenDays(State state) {
        days.addAll(state.days);
        openSince.putAll(state.openSince);
    }

    /** What is to be kept. */
    public State state() {
        return new State(days, openSince);
    }

    /** Otherwise than before once anything is to be kept anew. */
    public int changes() {
        return changes;
    }

    /** The last day that is over; null before the first. */
    public @Nullable LocalDate last() {
        return days.isEmpty() ? null : days.get(days.size() - 1);
    }

    /**
     * A day on which events were published is over.
     *
     * @param day later than all before
     * @param open the alerts that were open as of that day
     */
    public void endOfDay(LocalDate day, Set<AlertKey> open) {
        LocalDate last = last();
        if (last != null && !day.isAfter(last)) {
            throw new IllegalArgumentException("day must be after " + last + ", got: " + day);
        }
        changes++;
        openSince.keySet().retainAll(open);
        open.forEach(key -> openSince.putIfAbsent(key, day));
        days.add(day);
        if (days.size() > MAX_DAYS) {
            days.remove(0);
        }
    }

    /** When an alert began that is open as of a day later than {@link #last}. */
    public Beginning beginning(AlertKey key, LocalDate now) {
        LocalDate since = openSince.get(key);
        if (since == null) {
            return new Beginning(now, false);
        }
        int index = Collections.binarySearch(days, since);
        int first = index < 0 ? -index - 1 : index;
        int earliest = Math.max(0, days.size() - (MAX_DAYS - 1));
        return first >= earliest ? new Beginning(since, false) : new Beginning(days.get(earliest), true);
    }

    /** The rule of an alert has another name from now on. */
    void rename(AlertKey from, AlertKey to) {
        LocalDate since = openSince.remove(from);
        if (since != null) {
            changes++;
            openSince.putIfAbsent(to, since);
        }
    }
}
