package io.bellwether.domain.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facts of one scope, by name. */
final class FactTable<S> {

    private final Map<String, Fact<S>> facts;

    private FactTable(Map<String, Fact<S>> facts) {
        this.facts = facts;
    }

    /** These facts, each of another name. */
    @SafeVarargs
    static <S> FactTable<S> of(List<Fact<S>> first, Fact<S>... others) {
        Map<String, Fact<S>> byName = new LinkedHashMap<>();
        for (Fact<S> fact : first) {
            put(byName, fact);
        }
        for (Fact<S> fact : others) {
            put(byName, fact);
        }
        return new FactTable<>(Collections.unmodifiableMap(byName));
    }

    private static <S> void put(Map<String, Fact<S>> byName, Fact<S> fact) {
        if (byName.put(fact.name(), fact) != null) {
            throw new IllegalArgumentException("a fact must be declared once, got twice: " + fact.name());
        }
    }

    /** Names and types, in the order of the declaration. */
    Map<String, FactType> types() {
        Map<String, FactType> types = new LinkedHashMap<>();
        facts.forEach((name, fact) -> types.put(name, fact.type()));
        return Collections.unmodifiableMap(types);
    }

    @Nullable
    Fact<S> get(String name) {
        return facts.get(name);
    }

    /** The names of the evidence for facts. */
    Set<String> evidence(Set<String> names) {
        Set<String> evidence = new TreeSet<>();
        for (String name : names) {
            Fact<S> fact = facts.get(name);
            if (fact != null) {
                evidence.addAll(fact.evidence());
            }
        }
        return evidence;
    }
}
