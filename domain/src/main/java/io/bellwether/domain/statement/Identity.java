package io.bellwether.domain.statement;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What statements of one brand share of which only the newest holds (docs/figures.md#identity).
 * {@link Supersession} decides which of them that is.
 *
 * <p>For example, {@code xiaomi-ir} states the deliveries of "SU7" in October on 1 November, and those of "su-7" on
 * 5 November: both have one identity, and the second holds.
 *
 * <p>The ledger keeps what holds in maps and slots by these components, so that it makes no object per event; whatever
 * else compares identities does so by this class.
 */
public sealed interface Identity {

    /** The source, which alone can replace what it said. */
    String source();

    /** The components, for a hash of them: null, text, numbers, dates and enums. */
    List<@Nullable Object> parts();

    /**
     * Of sales.
     *
     * @param model the key that all spellings of the model share; null: the whole brand
     * @param region null: everywhere
     * @param period in its canonical form
     */
    record Sales(
            Measure measure,
            @Nullable String model,
            @Nullable String region,
            SalesPeriod period,
            String source) implements Identity {

        @Override
        public List<@Nullable Object> parts() {
            return Arrays.asList("sales", measure, model, region, period.start(), period.end(), source);
        }

        /** Whether both are about the same, by any source. */
        public boolean hasSubjectOf(Sales other) {
            return measure == other.measure
                    && period.equals(other.period)
                    && Objects.equals(model, other.model)
                    && Objects.equals(region, other.region);
        }
    }

    /** Of what a plant can build from a month on. */
    record Capacity(String plant, int effectiveFrom, String source) implements Identity {

        @Override
        public List<@Nullable Object> parts() {
            return Arrays.asList("capacity", plant, effectiveFrom, source);
        }
    }

    /** Of a sales target. */
    record Target(TargetPeriod period, boolean stretch, String source) implements Identity {

        @Override
        public List<@Nullable Object> parts() {
            return Arrays.asList("target", period.first(), period.last(), stretch ? 1 : 0, source);
        }
    }

    /**
     * Of a quoted lead time.
     *
     * @param model the key that all spellings of the model share; null: the whole brand
     */
    record Quote(@Nullable String model, String source) implements Identity {

        @Override
        public List<@Nullable Object> parts() {
            return Arrays.asList("quote", model, source);
        }
    }

    /**
     * The identity of a statement; null if it is a fact of its own, which no other replaces.
     *
     * @param modelKey the key that all spellings of a model share, see {@link Taxonomy#modelKey}
     */
    static @Nullable Identity of(Statement statement, UnaryOperator<String> modelKey) {
        String source = statement.provenance().source();
        if (statement instanceof Statement.Sales sales) {
            return of(sales, modelKey);
        }
        if (statement instanceof Statement.Capacity capacity) {
            return new Capacity(capacity.plant(), capacity.effectiveFrom(), source);
        }
        if (statement instanceof Statement.Target target) {
            return new Target(target.period(), target.stretch(), source);
        }
        return statement instanceof Statement.Quote quote ? new Quote(key(quote.model(), modelKey), source) : null;
    }

    /** The identity of a sales statement. */
    static Sales of(Statement.Sales sales, UnaryOperator<String> modelKey) {
        return new Sales(
                sales.measure(),
                key(sales.model(), modelKey),
                sales.region(),
                sales.period(),
                sales.provenance().source());
    }

    private static @Nullable String key(@Nullable String model, UnaryOperator<String> modelKey) {
        return model == null ? null : modelKey.apply(model);
    }
}
