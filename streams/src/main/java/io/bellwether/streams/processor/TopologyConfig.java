package io.bellwether.streams.processor;

import io.bellwether.schemas.Topics;
import io.bellwether.streams.rules.RulePack;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the topology has to be told.
 *
 * @param serdes Confluent client settings, {@code schema.registry.url} at least
 * @param burst how often results are worked out again at most
 * @param recomputeShare at most this share of the time goes into that in each task, above 0 to 1
 * @param persistent whether state is kept on disk beside its changelog
 * @param rules that run until others are published on the rules topic
 * @param clock a day that the as-of day is not before; empty where events alone move it
 */
public record TopologyConfig(
        Topics topics,
        Map<String, ?> serdes,
        Duration burst,
        double recomputeShare,
        boolean persistent,
        RulePack rules,
        Optional<Supplier<LocalDate>> clock) {

    public TopologyConfig {
        if (burst.isNegative() || burst.isZero()) {
            throw new IllegalArgumentException("burst must be above zero, got: " + burst);
        }
        if (!(recomputeShare > 0 && recomputeShare <= 1)) {
            throw new IllegalArgumentException("recompute share must be above 0 to 1, got: " + recomputeShare);
        }
    }

    /** The shipped rules, results every 100 ms for at most a fiftieth of the time in a task, state on disk, events alone as clock. */
    public static TopologyConfig standard(Topics topics, Map<String, ?> serdes) {
        return new TopologyConfig(
                topics, serdes, Duration.ofMillis(100), 0.02, true, RulePack.shipped(), Optional.empty());
    }

    /** The same with another clock. */
    public TopologyConfig withClock(Optional<Supplier<LocalDate>> other) {
        return new TopologyConfig(topics, serdes, burst, recomputeShare, persistent, rules, other);
    }
}
