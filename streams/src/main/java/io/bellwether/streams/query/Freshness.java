package io.bellwether.streams.query;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How current an answer is: it holds at least what was consumed up to the position.
 *
 * @param position next offset by {@code topic:partition}, committed
 * @param lag records known to lie behind that position
 * @param standby whether a replica answered in place of the owner
 */
public record Freshness(SortedMap<String, Long> position, long lag, boolean standby) {

    /** Of nothing read. */
    static final Freshness NONE = new Freshness(new TreeMap<>(), 0, false);

    Freshness and(Freshness other) {
        SortedMap<String, Long> both = new TreeMap<>(position);
        other.position.forEach((partition, offset) -> both.merge(partition, offset, Math::min));
        return new Freshness(both, lag + other.lag, standby || other.standby);
    }

    /** The position as text: {@code market.sales:0@12,1@7;market.capacity:0@3}. */
    public String positionText() {
        SortedMap<String, String> byTopic = new TreeMap<>();
        position.forEach((partition, offset) -> {
            int colon = partition.lastIndexOf(':');
            byTopic.merge(
                    partition.substring(0, colon),
                    partition.substring(colon + 1) + "@" + offset,
                    (before, more) -> before + "," + more);
        });
        return byTopic.entrySet().stream()
                .map(topic -> topic.getKey() + ":" + topic.getValue())
                .collect(Collectors.joining(";"));
    }
}
