package io.bellwether.consumer.sink;

import java.util.Map;
import java.util.Set;

/**
 * What a sink has stored in earlier runs.
 *
 * @param nextOffsets partition -> offset to resume at; empty for a new sink
 * @param openAlerts ids of stored alerts that are not resolved
 */
public record SinkState(Map<Integer, Long> nextOffsets, Set<String> openAlerts) {

    public SinkState {
        nextOffsets = Map.copyOf(nextOffsets);
        openAlerts = Set.copyOf(openAlerts);
    }

    /** Of a new sink. */
    public static SinkState none() {
        return new SinkState(Map.of(), Set.of());
    }
}
