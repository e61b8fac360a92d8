package io.bellwether.consumer.sink;

import java.util.List;
import java.util.Map;

/**
 * Transitions that are delivered together: all or none.
 *
 * @param transitions in the order of their partitions; empty when only the position moved
 * @param nextOffsets partition -> offset to resume at once this batch is delivered, past records that were filtered
 *     out as well
 */
public record AlertBatch(List<PositionedAlert> transitions, Map<Integer, Long> nextOffsets) {

    public AlertBatch {
        transitions = List.copyOf(transitions);
        nextOffsets = Map.copyOf(nextOffsets);
    }
}
