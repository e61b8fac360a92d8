package io.bellwether.streams.processor;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.Topics;
import io.bellwether.streams.rules.RulePack;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The settings of the topology.
 *
 * @param serdes Confluent client settings, {@code schema.registry.url} at least
 * @param burst the least time between two recomputes
 * @param shares of the time that go into that in each task at most
 * @param persistent whether state is kept on disk beside its changelog
 * @param rules that run until others are published on the rules topic
 * @param replay how the statements of a brand become its ledger: what the table of aliases says, and whose retractions
 *     work on events of any source
 * @param brandNames what people call a brand, by its slug
 * @param clock a day that the as-of day is not before; empty where events alone move it
 * @param timing when alerts are published
 */
public record TopologyConfig(
        Topics topics,
        Map<String, ?> serdes,
        Duration burst,
        DutyCycle shares,
        boolean persistent,
        RulePack rules,
        LedgerReplay replay,
        UnaryOperator<String> brandNames,
        Optional<Supplier<LocalDate>> clock,
        AlertTiming timing) {

    /** By the shipped table of aliases. */
    public static final LedgerReplay SHIPPED =
            new LedgerReplay(AliasFile.shipped().asTaxonomy(), Retractions.DESK);

    /** What people call the brands of the shipped table of aliases. */
    public static final UnaryOperator<String> SHIPPED_NAMES = AliasFile.shipped()::displayName;

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
                SHIPPED_NAMES,
                Optional.empty(),
                AlertTiming.AT_ONCE);
    }

    /** The same with another clock. */
    public TopologyConfig withClock(Optional<Supplier<LocalDate>> other) {
        return new TopologyConfig(topics, serdes, burst, shares, persistent, rules, replay, brandNames, other, timing);
    }

    /** The same by another table of aliases. */
    public TopologyConfig withAliases(Aliases aliases) {
        return new TopologyConfig(
                topics,
                serdes,
                burst,
                shares,
                persistent,
                rules,
                new LedgerReplay(aliases.asTaxonomy(), replay.deskSources()),
                aliases::displayName,
                clock,
                timing);
    }

    /** The same with alerts published at other times. */
    public TopologyConfig withTiming(AlertTiming other) {
        return new TopologyConfig(topics, serdes, burst, shares, persistent, rules, replay, brandNames, clock, other);
    }
}
