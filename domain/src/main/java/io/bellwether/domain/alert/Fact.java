package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.statement.Qualifier;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules can ask of subjects of one scope. This is its only declaration: name, type, how it is computed,
 * and under which names the evidence for it is found.
 *
 * @param <S> what it is computed from
 * @param evidence names among {@link io.bellwether.domain.ledger.Evidence#metrics}
 * @param ofMarket whether other brands' news, or a day without any, can change it
 * @param value a Long, Integer, Double, String or LocalDate; null where it is unknown
 * @param qualifier how exact it is; null where that is not known
 */
record Fact<S>(
        String name,
        FactType type,
        Set<String> evidence,
        boolean ofMarket,
        Function<S, @Nullable Object> value,
        Function<S, @Nullable Qualifier> qualifier) {

    /** A fact that follows from the brand's own statements, without evidence of its own. */
    static <S> Fact<S> of(String name, FactType type, Function<S, @Nullable Object> value) {
        return new Fact<>(name, type, Set.of(), false, value, subject -> null);
    }

    /** The same fact, which changes with the market or with the day. */
    Fact<S> changingWithTheMarket() {
        return new Fact<>(name, type, evidence, true, value, qualifier);
    }

    /** The same fact, with evidence of these names. */
    Fact<S> from(String... names) {
        return new Fact<>(name, type, Set.of(names), ofMarket, value, qualifier);
    }

    /** The same fact, with the evidence of these metrics. */
    Fact<S> from(Metric... metrics) {
        return new Fact<>(
                name,
                type,
                Arrays.stream(metrics).map(Metric::key).collect(Collectors.toUnmodifiableSet()),
                ofMarket,
                value,
                qualifier);
    }

    /** The same fact, as exact as this says. */
    Fact<S> qualifiedBy(Function<S, @Nullable Qualifier> qualifiedBy) {
        return new Fact<>(name, type, evidence, ofMarket, value, qualifiedBy);
    }
}
