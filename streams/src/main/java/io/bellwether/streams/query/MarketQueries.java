package io.bellwether.streams.query;

import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.statement.Measure;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewCodec;
import io.bellwether.streams.processor.RuleSets;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.rules.RulePack;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the whole cluster. May be used from any thread.
 *
 * <p>Every method throws {@link StateUnavailable} while state is restored or moves and nobody can answer for it.
 */
public final class MarketQueries {

    private static final Comparator<Alert> NEWEST_FIRST = Comparator.comparing(Alert::getUpdatedAt)
            .reversed()
            .thenComparing(Alert::getRule)
            .thenComparing(Alert::getSubject);

    /** As the stores order them: by code points. */
    private static final Comparator<String> NAMES = (a, b) -> {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
    };

    private static final Encoding.Head<ModelMetrics> MODEL_WITHOUT_EVIDENCE = Encoding.MODEL_METRICS.before("evidence");

    private final ClusterState state;
    private final TopologyConfig config;

    /** Questions to these instances, all of which are told the same. */
    public MarketQueries(ClusterState state, TopologyConfig config) {
        this.state = state;
        this.config = config;
    }

    /**
     * A brand and its models.
     *
     * @param models metrics by model
     */
    public record BrandAnswer(BrandMetrics metrics, SortedMap<String, MetricSet> models) {}

    /**
     * Some of the brands.
     *
     * @param brands metrics by name
     * @param more whether there are brands behind them
     */
    public record BrandPage(SortedMap<String, BrandMetrics> brands, boolean more) {}

    /**
     * Brands with their metrics in the order of their names.
     *
     * @param asOf as they were known on that day; null for now
     * @param after only brands behind this name; null for all
     * @param limit most brands in the answer
     */
    public Answer<BrandPage> brands(@Nullable LocalDate asOf, @Nullable String after, int limit) {
        PartialResult found = state.answer(new StateQuery.Brands(asOf, after, limit + 1));
        SortedMap<String, byte[]> all = new TreeMap<>(NAMES);
        found.entries().forEach(entry -> all.put(entry.key(), entry.value()));
        SortedMap<String, BrandMetrics> brands = new TreeMap<>(NAMES);
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
            if (brands.size() == limit) {
                break;
            }
            brands.put(entry.getKey(), Encoding.BRAND_METRICS.decode(entry.getValue()));
        }
        return new Answer<>(new BrandPage(brands, all.size() > limit), found.freshness());
    }

    /**
     * A brand with its models; empty if nothing was said of it.
     *
     * @param asOf as it was known on that day; null for now
     */
    public Answer<Optional<BrandAnswer>> brand(String brand, @Nullable LocalDate asOf) {
        PartialResult found = state.answer(new StateQuery.Brand(brand, asOf));
        BrandMetrics own = null;
        SortedMap<String, MetricSet> models = new TreeMap<>();
        for (PartialResult.Entry entry : found.entries()) {
            if (entry.key().equals(brand)) {
                own = Encoding.BRAND_METRICS.decode(entry.value());
            } else {
                models.put(
                        entry.key().substring(brand.length() + 1),
                        MODEL_WITHOUT_EVIDENCE.decode(entry.value()).getMetrics());
            }
        }
        return new Answer<>(
                own == null ? Optional.empty() : Optional.of(new BrandAnswer(own, models)), found.freshness());
    }

    /**
     * The months of a measure with all that was said of each, oldest first; empty if nothing was said of the brand.
     *
     * @param asOf as it was known on that day; null for now
     * @param measure by its name, with model and region: null for the whole brand, and for everywhere
     * @param span from and to, either may be null, and the most months
     */
    public Answer<Optional<List<BrandMonth>>> months(
            String brand, @Nullable LocalDate asOf, MonthSubject measure, MonthSpan span) {
        MonthSeries.Subject subject =
                new MonthSeries.Subject(Measure.valueOf(measure.measure.name()), measure.model, measure.region);
        PartialResult found = state.answer(new StateQuery.Months(brand, asOf, subject, span.from, span.to, span.limit));
        if (found.entries().isEmpty()) {
            return new Answer<>(Optional.empty(), found.freshness());
        }
        List<BrandMonth> months = found.entries().stream()
                .filter(entry -> !entry.key().isEmpty())
                .map(entry -> Encoding.BRAND_MONTH.decode(entry.value()))
                .toList();
        return new Answer<>(Optional.of(months), found.freshness());
    }

    /**
     * The latest known months of a measure of every brand of which there are any, without statements, by name.
     *
     * @param asOf as it was known on that day; null for now
     * @param months most months of a brand
     * @param after only brands behind this name; null for all
     * @param limit most brands in the answer
     */
    public Answer<TotalsPage> totals(
            @Nullable LocalDate asOf,
            io.bellwether.schemas.avro.Measure measure,
            int months,
            @Nullable String after,
            int limit) {
        PartialResult found =
                state.answer(new StateQuery.Totals(asOf, Measure.valueOf(measure.name()), months, after, limit + 1));
        SortedMap<String, List<BrandMonth>> brands = new TreeMap<>(NAMES);
        found.entries()
                .forEach(entry -> brands.computeIfAbsent(entry.key(), brand -> new ArrayList<>())
                        .add(Encoding.BRAND_MONTH.decode(entry.value())));
        boolean more = brands.size() > limit;
        while (brands.size() > limit) {
            brands.remove(brands.lastKey());
        }
        return new Answer<>(new TotalsPage(brands, more), found.freshness());
    }

    /**
     * The months of some of the brands.
     *
     * @param brands months by name, oldest first
     * @param more whether there are brands behind them
     */
    public record TotalsPage(SortedMap<String, List<BrandMonth>> brands, boolean more) {}

    /** What a series of months is of; a null model is the whole brand, a null region everywhere. */
    public record MonthSubject(
            io.bellwether.schemas.avro.Measure measure,
            @Nullable String model,
            @Nullable String region) {}

    /** The latest months between two. */
    public record MonthSpan(
            @Nullable YearMonth from, @Nullable YearMonth to, int limit) {}

    /**
     * The market; empty before the first event.
     *
     * @param asOf as it looked on that day; null for now
     */
    public Answer<Optional<MarketView>> market(@Nullable LocalDate asOf) {
        if (asOf == null) {
            PartialResult found = state.answer(new StateQuery.View());
            return new Answer<>(decoded(found, Encoding.MARKET_VIEW).stream().findFirst(), found.freshness());
        }
        PartialResult found = state.answer(new StateQuery.Summaries(asOf));
        Market market = new Market();
        for (BrandSummaryRecord summary : decoded(found, Encoding.BRAND_SUMMARY)) {
            market.put(BrandSummaryCodec.of(summary));
        }
        return new Answer<>(Optional.of(MarketViewCodec.record(market.view(asOf))), found.freshness());
    }

    /** The as-of day of the market view of now; empty before the first event. */
    public Optional<LocalDate> day() {
        return state.answer(new StateQuery.Day()).entries().stream()
                .findFirst()
                .map(entry -> LocalDate.parse(entry.key()));
    }

    /** The last transition of every rule and subject that ever fired, newest first. */
    public Answer<List<Alert>> alerts(Predicate<Alert> filter) {
        PartialResult found = state.answer(new StateQuery.Alerts());
        List<Alert> alerts = new ArrayList<>(decoded(found, Encoding.ALERT));
        alerts.removeIf(filter.negate());
        alerts.sort(NEWEST_FIRST);
        return new Answer<>(alerts, found.freshness());
    }

    /**
     * The same as it would have been at the end of a past day, with only what was published by then, and by the rules
     * that run now.
     */
    public Answer<List<Alert>> alerts(LocalDate asOf, Predicate<Alert> filter) {
        PartialResult course = state.answer(new StateQuery.Course(asOf));
        List<Alert> alerts = new ArrayList<>(PastAlerts.of(asOf, rules(), course.entries()));
        alerts.removeIf(filter.negate());
        alerts.sort(NEWEST_FIRST);
        return new Answer<>(alerts, course.freshness());
    }

    private RulePack rules() {
        return state.answer(new StateQuery.Rules()).entries().stream()
                .map(entry -> new RuleSets(config.topics().rules(), config.serdes()).taken(entry.value()))
                .findFirst()
                .orElse(config.rules());
    }

    /** Every transition of an alert in its order; empty if there is no such alert. */
    public Answer<List<Alert>> alert(String alertId) {
        PartialResult found = state.answer(new StateQuery.AlertLife(alertId));
        return new Answer<>(decoded(found, Encoding.ALERT), found.freshness());
    }

    /**
     * Which of these events of a brand have been taken in: id -> what it says, see {@link
     * io.bellwether.schemas.EventContent}.
     */
    public Map<String, Long> known(String brand, List<String> eventIds) {
        Map<String, Long> contents = new HashMap<>();
        for (PartialResult.Entry entry :
                state.answer(new StateQuery.Known(brand, eventIds)).entries()) {
            if (entry.value().length == Long.BYTES) { // an instance of the version before says the id alone
                contents.put(entry.key(), ByteBuffer.wrap(entry.value()).getLong());
            }
        }
        return contents;
    }

    /** Whether an alert stands. */
    public static boolean isOpen(Alert alert) {
        return alert.getStatus() != AlertStatus.RESOLVED;
    }

    private static <T extends SpecificRecord> List<T> decoded(PartialResult found, Encoding<T> encoding) {
        return found.entries().stream()
                .map(entry -> encoding.decode(entry.value()))
                .toList();
    }
}
