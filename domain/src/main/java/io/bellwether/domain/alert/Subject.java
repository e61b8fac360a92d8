package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.statement.Qualifier;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is applied to: its identity, its facts by the names that rules use, and the statements behind them. A fact is
 * computed when a rule reads it.
 */
public final class Subject {

    private final SubjectId id;
    private final Values values;
    private final @Nullable LocalDate asOf;
    private final long ownMicros;
    private final long marketMicros;
    private final Function<Set<String>, List<Evidence>> evidence;

    /** The values of facts. */
    private interface Values {

        @Nullable
        Object value(String fact);

        @Nullable
        Qualifier qualifier(String fact);
    }

    private Subject(
            SubjectId id,
            Values values,
            @Nullable LocalDate asOf,
            long ownMicros,
            long marketMicros,
            Function<Set<String>, List<Evidence>> evidence) {
        this.id = id;
        this.values = values;
        this.asOf = asOf;
        this.ownMicros = ownMicros;
        this.marketMicros = marketMicros;
        this.evidence = evidence;
    }

    /**
     * A subject whose facts are computed from a source.
     *
     * @param ownMicros publication of the newest event about the subject itself
     * @param marketMicros publication of the newest event of all, or the start of the as-of day if that is later
     * @param evidence the statements behind evidence names of {@link Fact#evidence}
     */
    static <S> Subject of(
            SubjectId id,
            FactTable<S> table,
            S source,
            LocalDate asOf,
            long ownMicros,
            long marketMicros,
            Function<Set<String>, List<Evidence>> evidence) {
        Values values = new Values() {
            @Override
            public @Nullable Object value(String name) {
                Fact<S> fact = table.get(name);
                return fact == null ? null : fact.value().apply(source);
            }

            @Override
            public @Nullable Qualifier qualifier(String name) {
                Fact<S> fact = table.get(name);
                return fact == null ? null : fact.qualifier().apply(source);
            }
        };
        return new Subject(id, values, asOf, ownMicros, marketMicros, names -> evidence.apply(table.evidence(names)));
    }

    /** A subject of which just these facts are known, without evidence; for tests of rules. */
    public static Subject of(SubjectId id, Map<String, ?> facts) {
        Map<String, Object> known = new HashMap<>();
        facts.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        Values values = new Values() {
            @Override
            public @Nullable Object value(String name) {
                return known.get(name);
            }

            @Override
            public @Nullable Qualifier qualifier(String name) {
                return null;
            }
        };
        Object day = known.get("as_of");
        LocalDate asOf = day == null ? null : LocalDate.parse(day.toString());
        return new Subject(id, values, asOf, 0, 0, names -> List.of());
    }

    /** Which subject it is. */
    public SubjectId id() {
        return id;
    }

    /** Its name, see {@link SubjectId#name}. */
    public String name() {
        return id.name();
    }

    /** The day it is seen from; null in tests of rules that say none. */
    @Nullable
    LocalDate asOf() {
        return asOf;
    }

    /** A fact: a Long, Integer, Double, String or LocalDate; null where it is unknown. */
    public @Nullable Object value(String fact) {
        return values.value(fact);
    }

    /** A number; null if it is unknown or no number. */
    public @Nullable Double number(String fact) {
        return values.value(fact) instanceof Number number ? number.doubleValue() : null;
    }

    /** How exact a fact is; null where nothing is known of that. */
    @Nullable
    Qualifier qualifier(String fact) {
        return values.qualifier(fact);
    }

    /** Every fact of its scope that is known, in the order of the declaration. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        Facts.of(id.scope()).keySet().forEach(name -> {
            Object value = value(name);
            if (value != null) {
                facts.put(name, value);
            }
        });
        return Collections.unmodifiableMap(facts);
    }

    /** Event time of a change in the given facts. */
    long eventMicros(Set<String> names) {
        FactTable<?> table = Facts.table(id.scope());
        for (String name : names) {
            Fact<?> fact = table.get(name);
            if (fact != null && fact.ofMarket()) {
                return marketMicros;
            }
        }
        return ownMicros;
    }

    /** The statements behind the facts of the given names. */
    List<Evidence> evidence(Set<String> names) {
        return evidence.apply(names);
    }
}
