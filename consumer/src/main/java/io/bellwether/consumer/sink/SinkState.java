package io.bellwether.consumer.sink;

import java.util.Map;
import java.util.Set;

/**
 * What a sink remembers of earlier runs.
 *
 * @param nextOffsets partition -> offset to go on from; empty if it remembers nothing
 * @param openAlerts ids of the alerts it holds that are not resolved yet
 */
public record SinkState(Map<Integer, Long> nextOffsets, Set<String> openAlerts) {

    public SinkState {
        nextOffsets = Map.copyOf(nextOffsets);
        openAlerts = Set.copyOf(openAlerts);
    }

    /** A sink that starts anew. */
    public static SinkState none() {
        return new SinkState(Map.of(), Set.of());
    }
}
