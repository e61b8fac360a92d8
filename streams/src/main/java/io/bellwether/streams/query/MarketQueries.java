package io.bellwether.streams.query;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.Metrics;
import io.bellwether.streams.codec.Statements;
import io.bellwether.streams.codec.Views;
import io.bellwether.streams.domain.BrandLedger;
import io.bellwether.streams.domain.Evidence;
import io.bellwether.streams.domain.Market;
import io.bellwether.streams.domain.MetricSet;
import io.bellwether.streams.domain.Standing;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.EventDecoder;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.store.StatementStores;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What this instance's stores say: complete where the instance holds every partition, as the all-in-one mode does. May be
 * used from any thread.
 *
 * <p>Every method throws {@link org.apache.kafka.streams.errors.InvalidStateStoreException} while state is restored or
 * moves.
 */
public final class MarketQueries {

    private final KafkaStreams streams;
    private final ThreadLocal<EventDecoder> decoder;

    /** Queries to a running instance of the topology. */
    public MarketQueries(KafkaStreams streams, TopologyConfig config) {
        this.streams = streams;
        this.decoder = ThreadLocal.withInitial(() -> new EventDecoder(config.topics(), config.serdes()));
    }

    /**
     * A brand and its models.
     *
     * @param models metrics by model
     */
    public record BrandAnswer(BrandMetrics metrics, SortedMap<String, ModelMetrics> models) {}

    /** All brands by name, with their metrics. */
    public SortedMap<String, BrandMetrics> brands() {
        SortedMap<String, BrandMetrics> brands = new TreeMap<>();
        for (KeyValue<String, byte[]> entry : metrics(key -> key.indexOf('/') < 0)) {
            brands.put(entry.key, Encoding.decode(BrandMetrics.getDecoder(), entry.value));
        }
        return brands;
    }

    /** All brands as they were known on a day. */
    public SortedMap<String, BrandMetrics> brands(LocalDate asOf) {
        SortedMap<String, BrandMetrics> brands = new TreeMap<>();
        ledgers(asOf).forEach(ledger -> brands.put(ledger.brand(), metrics(ledger)));
        return brands;
    }

    /** A brand with its models; empty if nothing was ever said of it. */
    public Optional<BrandAnswer> brand(String brand) {
        byte[] own = entries(BrandProcessor.METRICS).get(brand.getBytes(StandardCharsets.UTF_8));
        if (own == null) {
            return Optional.empty();
        }
        SortedMap<String, ModelMetrics> models = new TreeMap<>();
        String prefix = brand + "/";
        for (KeyValue<String, byte[]> entry : metrics(key -> key.startsWith(prefix))) {
            models.put(entry.key.substring(prefix.length()), Encoding.decode(ModelMetrics.getDecoder(), entry.value));
        }
        return Optional.of(new BrandAnswer(Encoding.decode(BrandMetrics.getDecoder(), own), models));
    }

    /** A brand as it was known on a day; empty if nothing had been said of it. */
    public Optional<BrandAnswer> brand(String brand, LocalDate asOf) {
        return pointInTime().ledger(brand, asOf).map(ledger -> {
            SortedMap<String, ModelMetrics> models = new TreeMap<>();
            for (String model : ledger.models()) {
                MetricSet set = ledger.modelMetrics(model);
                models.put(
                        model,
                        new ModelMetrics(
                                brand,
                                model,
                                Statements.instant(ledger.newestMicros()),
                                Metrics.record(set),
                                Metrics.records(ledger.modelEvidence(model, set, Evidence.Limit.ASKED))));
            }
            return new BrandAnswer(metrics(ledger), models);
        });
    }

    /** The market as it looks now; empty before the first event. */
    public Optional<MarketView> market() {
        return all(MarketProcessor.VIEW, MarketView.getDecoder(), view -> true).stream()
                .findFirst();
    }

    /** The market as it looked on a day. */
    public MarketView market(LocalDate asOf) {
        Market market = new Market();
        ledgers(asOf).forEach(ledger -> market.put(ledger.standing()));
        return Views.record(market.view(asOf));
    }

    /** The last transition of every rule and subject that ever fired, newest first. */
    public List<Alert> alerts(Predicate<Alert> filter) {
        List<Alert> alerts = all(MarketProcessor.ALERTS, Alert.getDecoder(), filter);
        alerts.sort(Comparator.comparing(Alert::getUpdatedAt)
                .reversed()
                .thenComparing(Alert::getRule)
                .thenComparing(Alert::getSubject));
        return alerts;
    }

    /** Whether an alert stands. */
    public static boolean isOpen(Alert alert) {
        return alert.getStatus() != AlertStatus.RESOLVED;
    }

    private List<BrandLedger> ledgers(LocalDate asOf) {
        PointInTime pointInTime = pointInTime();
        List<BrandLedger> ledgers = new ArrayList<>();
        for (String brand : brands().keySet()) {
            pointInTime.ledger(brand, asOf).ifPresent(ledgers::add);
        }
        return ledgers;
    }

    private PointInTime pointInTime() {
        return new PointInTime(store(BrandProcessor.STATEMENTS, StatementStores.type()), decoder.get());
    }

    private static BrandMetrics metrics(BrandLedger ledger) {
        Standing standing = ledger.standing();
        return new BrandMetrics(
                ledger.brand(),
                Statements.instant(ledger.newestMicros()),
                Metrics.record(standing.metrics()),
                Metrics.records(ledger.evidence(standing.metrics(), Evidence.Limit.ASKED)));
    }

    private List<KeyValue<String, byte[]>> metrics(Predicate<String> filter) {
        List<KeyValue<String, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries =
                entries(BrandProcessor.METRICS).all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                String key = new String(entry.key, StandardCharsets.UTF_8);
                if (filter.test(key)) {
                    found.add(KeyValue.pair(key, entry.value));
                }
            }
        }
        return found;
    }

    private <T> List<T> all(String storeName, BinaryMessageDecoder<T> form, Predicate<T> filter) {
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries = entries(storeName).all()) {
            while (entries.hasNext()) {
                T value = Encoding.decode(form, entries.next().value);
                if (filter.test(value)) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    private ReadOnlyKeyValueStore<byte[], byte[]> entries(String name) {
        return store(name, QueryableStoreTypes.keyValueStore());
    }

    private <T> T store(String name, QueryableStoreType<T> type) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, type));
    }
}
