package io.bellwether.consumer.sink;

import java.util.List;
import java.util.Map;

/**
 * What a sink is given at once: all of it is delivered or none.
 *
 * @param transitions in the order of their partitions; may be empty when only the position moved
 * @param nextOffsets partition -> offset to go on from once this batch is delivered; also covers records that were
 *     filtered out
 */
public record AlertBatch(List<Transition> transitions, Map<Integer, Long> nextOffsets) {

    public AlertBatch {
        transitions = List.copyOf(transitions);
        nextOffsets = Map.copyOf(nextOffsets);
    }
}
