package io.bellwether.streams.processor;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Retractions;
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
 * @param shares of the time that go into that in each task at most
 * @param persistent whether state is kept on disk beside its changelog
 * @param rules that run until others are published on the rules topic
 * @param replay how the statements of a brand become its ledger: what the table of aliases says, and whose retractions
 *     work on events of any source
 * @param clock a day that the as-of day is not before; empty where events alone move it
 */
public record TopologyConfig(
        Topics topics,
        Map<String, ?> serdes,
        Duration burst,
        DutyCycle shares,
        boolean persistent,
        RulePack rules,
        LedgerReplay replay,
        Optional<Supplier<LocalDate>> clock) {

    /** By the shipped table of aliases. */
    public static final LedgerReplay SHIPPED =
            new LedgerReplay(AliasFile.shipped().asTaxonomy(), Retractions.DESK);

    public TopologyConfig {
        if (burst.isNegative() || burst.isZero()) {
            throw new IllegalArgumentException("burst must be above zero, got: " + burst);
        }
    }

    /** The shipped rules, results every 100 ms, state on disk, events alone as clock. */
    public static TopologyConfig standard(Topics topics, Map<String, ?> serdes) {
        return new TopologyConfig(
                topics,
                serdes,
                Duration.ofMillis(100),
                new DutyCycle(0.1, 0.01),
                true,
                RulePack.shipped(),
                SHIPPED,
                Optional.empty());
    }

    /** The same with another clock. */
    public TopologyConfig withClock(Optional<Supplier<LocalDate>> other) {
        return new TopologyConfig(topics, serdes, burst, shares, persistent, rules, replay, other);
    }

    /** The same with other statements-to-ledger rules. */
    public TopologyConfig withReplay(LedgerReplay other) {
        return new TopologyConfig(topics, serdes, burst, shares, persistent, rules, other, clock);
    }
}
