package io.bellwether.streams.backtest;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewCodec;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.processor.CatchUp;
import io.bellwether.streams.processor.DutyCycle;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.rules.RulePack;
import io.bellwether.streams.topology.MarketTopology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Feeds events through the very topology that runs live, in published order and a day at a time, so that every alert
 * fires on the day it would have fired; or in any other order, which gives the same final state.
 */
public final class Backtest implements AutoCloseable {

    private static final Duration BURST = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** Events in no particular order are taken in when all are there: long after any was published. */
    private static final Duration LATER = Duration.ofDays(2);
    /** In no particular order there are no days: results are worked out so many times along the way. */
    private static final int BURSTS_OUT_OF_ORDER = 1_000;

    private final Topics topics = new Topics("");
    private final PastDays past;
    private final AtomicReference<LocalDate> clock = new AtomicReference<>(LocalDate.MIN);
    private final Map<String, ?> serdes = Map.of("schema.registry.url", "mock://backtest-" + UUID.randomUUID());
    private final Serializer<SpecificRecord> serializer;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, BrandMetrics> brandOutput;
    private final TestOutputTopic<String, ModelMetrics> modelOutput;
    private final TestOutputTopic<String, MarketView> viewOutput;
    private final TestOutputTopic<String, Alert> alertOutput;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new LinkedHashMap<>();

    private final SortedMap<String, BrandMetrics> brands = new TreeMap<>();
    private final SortedMap<String, ModelMetrics> models = new TreeMap<>();
    private final List<Alert> transitions = new ArrayList<>();
    private final Map<String, MarketView> view = new HashMap<>();

    private Backtest(RulePack rules, LedgerReplay replay, UnaryOperator<String> names) {
        past = new PastDays(replay);
        SubjectRegistration.register(topics, serdes);
        serializer = AvroSerdes.serializer(serdes);
        TopologyConfig config = new TopologyConfig(
                topics,
                serdes,
                BURST,
                DutyCycle.UNLIMITED,
                false,
                rules,
                replay,
                names,
                Optional.of(clock::get),
                new AlertTiming(
                        CatchUp.DONE,
                        (before, running) -> CompletableFuture.completedFuture(past.daysBefore(before, running)),
                        QUIET,
                        held -> {}));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "backtest");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                System.getProperty("java.io.tmpdir") + "/bellwether-" + UUID.randomUUID());
        driver = new TopologyTestDriver(new MarketTopology(config).get(), properties, Instant.EPOCH);
        for (String topic : topics.inputs()) {
            inputs.put(topic, driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()));
        }
        brandOutput = output(topics.brandMetrics());
        modelOutput = output(topics.modelMetrics());
        viewOutput = output(topics.view());
        alertOutput = output(topics.alerts());
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(String topic) {
        Deserializer<T> deserializer = AvroSerdes.deserializer(serdes);
        return driver.createOutputTopic(topic, new StringDeserializer(), deserializer);
    }

    /**
     * What is to be fed and how.
     *
     * @param asOf keeps only what was published by that day, and is the day that results are as of
     * @param shuffle a seed for an order of arrival; empty for published order
     */
    public record Options(Optional<LocalDate> asOf, OptionalLong shuffle) {}

    /**
     * What came of it.
     *
     * @param brands brand -> final metrics
     * @param models brand/model -> final metrics
     * @param view the market in the end; empty without events or a day to look from
     * @param transitions every step of every alert, in order
     * @param openAlerts the alerts that stand in the end, as they stand, by rule and subject
     */
    public record Result(
            SortedMap<String, BrandMetrics> brands,
            SortedMap<String, ModelMetrics> models,
            Optional<MarketView> view,
            List<Alert> transitions,
            List<Alert> openAlerts) {}

    /** Runs valid events through the topology with the shipped rules. */
    public static Result run(Collection<SpecificRecord> events, Options options) {
        return run(events, options, RulePack.shipped());
    }

    /**
     * Runs valid events through the topology.
     *
     * @param events input records, valid by {@link io.bellwether.schemas.Validation}, in any order
     */
    public static Result run(Collection<SpecificRecord> events, Options options, RulePack rules) {
        return run(events, options, rules, AliasFile.shipped());
    }

    /** The same by another table of aliases. */
    public static Result run(Collection<SpecificRecord> events, Options options, RulePack rules, Aliases aliases) {
        LedgerReplay replay = new LedgerReplay(aliases.asTaxonomy(), Retractions.DESK);
        List<SpecificRecord> ordered = options.asOf().isEmpty()
                ? new ArrayList<>(events)
                : PointInTime.known(events, options.asOf().get(), replay.deskSources());
        try (Backtest backtest = new Backtest(rules, replay, aliases::displayName)) {
            if (options.shuffle().isPresent()) {
                Collections.shuffle(ordered, new Random(options.shuffle().getAsLong()));
                backtest.feedInOrderOfArrival(ordered);
            } else {
                ordered.sort(Comparator.comparing(EventFields::publishedAt).thenComparing(EventFields::id));
                backtest.feedByDay(ordered);
            }
            options.asOf().ifPresent(backtest::moveClock);
            return new Result(
                    backtest.brands,
                    backtest.models,
                    MarketViewParts.join(backtest.view)
                            .or(() -> options.asOf().map(day -> MarketViewCodec.record(new Market().view(day)))),
                    backtest.transitions,
                    backtest.openAlerts());
        }
    }

    private void feedByDay(List<SpecificRecord> events) {
        for (int i = 0; i < events.size(); i++) {
            feed(events.get(i), EventFields.publishedAt(events.get(i)));
            if (i + 1 == events.size() || !day(events.get(i)).equals(day(events.get(i + 1)))) {
                workOut();
            }
        }
    }

    private void feedInOrderOfArrival(List<SpecificRecord> events) {
        int size = Math.max(1, events.size() / BURSTS_OUT_OF_ORDER);
        Instant takenIn = events.stream()
                .map(EventFields::publishedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH)
                .plus(LATER);
        for (int i = 0; i < events.size(); i++) {
            feed(events.get(i), takenIn);
            if (i % size == size - 1 || i + 1 == events.size()) {
                workOut();
            }
        }
        driver.advanceWallClockTime(QUIET.multipliedBy(2)); // nothing more is to come
        workOut();
    }

    private List<Alert> openAlerts() {
        KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(MarketProcessor.ALERTS);
        List<Alert> open = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> alerts = store.all()) {
            alerts.forEachRemaining(entry -> open.add(Encoding.ALERT.decode(entry.value)));
        }
        open.removeIf(alert -> alert.getStatus() == AlertStatus.RESOLVED);
        open.sort(Comparator.comparing(Alert::getRule).thenComparing(Alert::getSubject));
        return open;
    }

    private void feed(SpecificRecord event, Instant takenIn) {
        past.add(event);
        String topic = event instanceof SalesReport
                ? topics.sales()
                : event instanceof CapacityReport ? topics.capacity() : topics.announcements();
        byte[] key = EventFields.brand(event).getBytes(StandardCharsets.UTF_8);
        // No record is of before 1970.
        Instant sent = Instant.ofEpochMilli(Math.max(1, takenIn.toEpochMilli()));
        Objects.requireNonNull(inputs.get(topic)).pipeInput(key, serializer.serialize(topic, event), sent);
    }

    /** Lets both processors recompute: first the brands, then the market, which has their summaries by then. */
    private void workOut() {
        driver.advanceWallClockTime(BURST);
        driver.advanceWallClockTime(BURST);
        brandOutput.readKeyValuesToList().forEach(record -> brands.put(record.key, record.value));
        modelOutput.readKeyValuesToList().forEach(record -> {
            if (record.value == null) {
                models.remove(record.key);
            } else {
                models.put(record.key, record.value);
            }
        });
        viewOutput.readKeyValuesToList().forEach(record -> {
            if (record.value == null) {
                view.remove(record.key);
            } else {
                view.put(record.key, record.value);
            }
        });
        transitions.addAll(alertOutput.readValuesToList());
    }

    private void moveClock(LocalDate day) {
        clock.set(day);
        driver.advanceWallClockTime(MarketProcessor.CLOCK);
        workOut();
    }

    private static LocalDate day(SpecificRecord event) {
        return EventFields.publishedAt(event).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public void close() {
        driver.close();
    }
}
