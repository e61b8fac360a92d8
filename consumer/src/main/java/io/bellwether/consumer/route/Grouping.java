package io.bellwether.consumer.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How alerts of a route are grouped.
 *
 * @param by what alerts of a group have in common: fields of alerts, or {@code labels.NAME}; empty optional: nothing is
 *     grouped, each transition is reported by itself and at once; an empty list: all in one group
 * @param groupWait after the first alert of a new group, for others to join it
 * @param groupInterval between two messages about a group
 * @param repeatInterval after which a group that is still open, and not acknowledged, is reported again
 */
public record Grouping(Optional<List<String>> by, Duration groupWait, Duration groupInterval, Duration repeatInterval) {

    /** No grouping; the intervals are Alertmanager's defaults. */
    public static final Grouping NONE =
            new Grouping(Optional.empty(), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    public Grouping {
        by = by.map(List::copyOf);
        if (groupWait.isNegative()
                || groupInterval.isNegative()
                || groupInterval.isZero()
                || repeatInterval.compareTo(groupInterval) < 0) {
            throw new IllegalArgumentException("group_wait must not be negative, group_interval must be positive, and"
                    + " repeat_interval at least group_interval");
        }
    }
}
