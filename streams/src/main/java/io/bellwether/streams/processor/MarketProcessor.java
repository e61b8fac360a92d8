package io.bellwether.streams.processor;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandSummary;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.Alerts;
import io.bellwether.streams.codec.Metrics;
import io.bellwether.streams.codec.Standings;
import io.bellwether.streams.codec.Views;
import io.bellwether.streams.domain.Market;
import io.bellwether.streams.domain.MetricSet;
import io.bellwether.streams.domain.Said;
import io.bellwether.streams.domain.Signals;
import io.bellwether.streams.domain.Standing;
import io.bellwether.streams.domain.Subject;
import io.bellwether.streams.topology.TopologyConfig;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of brands and models, to the market view and the alerts. All summaries meet in one task; events never do.
 * Once per burst the market is seen from its as-of day and the rules are applied to what may have changed, all from the
 * same state.
 */
public final class MarketProcessor implements Processor<byte[], byte[], byte[], MarketOutput> {

    /** Brand, or brand/model, in UTF-8 -> its newest summary. Bound: one entry a brand and model. */
    public static final String SUMMARIES = "summaries";
    /** Rule, a line feed, subject, in UTF-8 -> its last transition. Bound: one entry a rule and subject that ever fired. */
    public static final String ALERTS = "alerts";
    /** {@code market} -> the market view forwarded last. Bound: one entry. */
    public static final String VIEW = "view";

    private static final byte[] VIEW_KEY = "market".getBytes(StandardCharsets.UTF_8);

    private final TopologyConfig config;
    private final Burst burst;
    private final Signals signals;
    private final Market market = new Market();
    private final Map<String, BrandMetrics> brands = new HashMap<>();
    private final Map<String, Map<String, ModelMetrics>> models = new HashMap<>();
    private final Set<String> changedBrands = new HashSet<>();
    private @Nullable LocalDate seenFrom;

    private ProcessorContext<byte[], MarketOutput> context;
    private KeyValueStore<byte[], byte[]> summaries;
    private KeyValueStore<byte[], byte[]> alerts;
    private KeyValueStore<byte[], byte[]> views;

    /** A processor for the one task. */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    public MarketProcessor(TopologyConfig config) {
        this.config = config;
        this.burst = new Burst(config.recomputeShare(), System::nanoTime);
        this.signals = new Signals(config.rules(), config.ruleVersion());
    }

    @Override
    public void init(ProcessorContext<byte[], MarketOutput> context) {
        this.context = context;
        summaries = context.getStateStore(SUMMARIES);
        alerts = context.getStateStore(ALERTS);
        views = context.getStateStore(VIEW);
        forEach(summaries, this::take);
        forEach(alerts, (key, value) -> {
            Alert last = Encoding.decode(Alert.getDecoder(), value);
            signals.restore(last.getRule(), last.getSubject(), Alerts.last(last));
        });
        context.schedule(
                config.burst(), PunctuationType.WALL_CLOCK_TIME, timestamp -> burst.run(() -> recompute(timestamp)));
    }

    private static void forEach(KeyValueStore<byte[], byte[]> store, BiConsumer<byte[], byte[]> action) {
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                action.accept(entry.key, entry.value);
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        summaries.put(record.key(), record.value());
        take(record.key(), record.value());
    }

    private void take(byte[] key, byte[] value) {
        String subject = new String(key, StandardCharsets.UTF_8);
        int slash = subject.indexOf('/');
        if (slash < 0) {
            BrandSummary summary = Encoding.decode(BrandSummary.getDecoder(), value);
            market.put(Standings.of(summary));
            brands.put(subject, summary.getMetrics());
            changedBrands.add(subject);
        } else {
            String brand = subject.substring(0, slash);
            models.computeIfAbsent(brand, name -> new TreeMap<>())
                    .put(subject.substring(slash + 1), Encoding.decode(ModelMetrics.getDecoder(), value));
            changedBrands.add(brand);
        }
    }

    private void recompute(long timestamp) {
        long newest = market.newestMicros();
        LocalDate notBefore = config.clock().get();
        if (newest == Long.MIN_VALUE) {
            return;
        }
        LocalDate asOf = LocalDate.ofEpochDay(Said.epochDay(newest));
        if (notBefore != null && notBefore.isAfter(asOf)) {
            asOf = notBefore;
        }
        if (changedBrands.isEmpty() && asOf.equals(seenFrom)) {
            return;
        }
        seenFrom = asOf;
        io.bellwether.streams.domain.MarketView view = market.view(asOf);
        MarketView output = Views.record(view);
        byte[] encoded = Encoding.encode(MarketView.getEncoder(), output);
        if (!Arrays.equals(encoded, views.get(VIEW_KEY))) {
            views.put(VIEW_KEY, encoded);
            context.forward(new Record<>(VIEW_KEY, new MarketOutput.View(output), timestamp));
        }
        evaluate(view, Math.max(newest, Said.startOfDay(asOf)), timestamp);
        changedBrands.clear();
    }

    private void evaluate(io.bellwether.streams.domain.MarketView view, long marketMicros, long timestamp) {
        for (Standing standing : market.standings()) {
            String brand = standing.brand();
            BrandMetrics metrics = Objects.requireNonNull(brands.get(brand));
            apply(
                    Subject.ofBrand(standing, view, marketMicros, () -> Metrics.evidence(metrics.getEvidence())),
                    timestamp);
            if (changedBrands.contains(brand)) {
                models.getOrDefault(brand, Map.of())
                        .forEach((model, ofModel) -> applyToModel(standing, model, ofModel, timestamp));
            }
            for (Standing.Technology own : standing.technologies()) {
                apply(Subject.ofContender(standing, own, view, marketMicros, market), timestamp);
            }
        }
        view.technologies()
                .forEach((technology, race) ->
                        apply(Subject.ofTechnology(technology, race, view, marketMicros, market), timestamp));
        view.commitments()
                .forEach(commitment -> apply(Subject.ofCommitment(commitment, view, marketMicros), timestamp));
    }

    private void applyToModel(Standing brand, String model, ModelMetrics metrics, long timestamp) {
        MetricSet set = Metrics.of(metrics.getMetrics());
        apply(
                Subject.ofModel(
                        brand.brand(),
                        model,
                        set,
                        brand.metrics(),
                        brand.newestMicros(),
                        () -> Metrics.evidence(metrics.getEvidence())),
                timestamp);
    }

    private void apply(Subject subject, long timestamp) {
        signals.evaluate(subject, (rule, step) -> {
            Alert alert = Alerts.record(step);
            byte[] key = (rule.name() + "\n" + subject.name()).getBytes(StandardCharsets.UTF_8);
            alerts.put(key, Encoding.encode(Alert.getEncoder(), alert));
            context.forward(new Record<>(
                    step.alertId().getBytes(StandardCharsets.UTF_8), new MarketOutput.OfAlert(alert), timestamp));
        });
    }
}
