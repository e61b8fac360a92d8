package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.rules.RulePack;
import io.bellwether.streams.store.AlertHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Summaries of brands and models, the rules, and acknowledgements, to the market view and the alerts. All summaries meet in one task;
 * events never do. Once per burst the market is seen from its as-of day and the rules are applied to what may have
 * changed, all from the same state and by the same rules.
 */
public final class MarketProcessor implements Processor<byte[], byte[], byte[], MarketOutput> {

    /**
     * Brand, or brand/model, in UTF-8 -> its newest summary, and the parts of brands' summaries, see {@link
     * io.bellwether.streams.codec.SummaryParts}. Bound: one entry a brand, model, technology, promise and target.
     */
    public static final String SUMMARIES = "summaries";
    /**
     * Rule, a line feed, subject, in UTF-8 -> its last transition, an open one as it
     * stands now. Bound: one entry a rule and subject that ever fired.
     */
    public static final String ALERTS = "alerts";
    /**
     * Key of a {@linkplain io.bellwether.streams.codec.MarketViewParts part} of the market view -> that forwarded last.
     * Bound: one entry a brand, technology, contender, promise and target.
     */
    public static final String VIEW = "view";
    /** Every transition, see {@link AlertHistory}. */
    public static final String HISTORY = "alert-history";

    /** {@code rules} -> the rule set that runs, as received; none while the configured one does. Bound: one entry. */
    public static final String RULES = "rules";

    /** Alert id -> who has seen it, encoded. Bound: one entry an alert that was ever acknowledged. */
    public static final String ACKNOWLEDGEMENTS = "acknowledgements";

    private static final byte[] RULES_KEY = "rules".getBytes(StandardCharsets.UTF_8);
    /** How often a clock other than the events is looked at. */
    public static final Duration CLOCK = Duration.ofSeconds(10);

    private final TopologyConfig config;
    private final RuleSets ruleSets;

    private final Map<String, Sensor> transitions = new HashMap<>();

    private ProcessorContext<byte[], MarketOutput> context;
    private MarketSummaries summaries;
    private KeyValueStore<byte[], byte[]> alerts;
    private ViewWriter output;
    private KeyValueStore<byte[], byte[]> rules;
    private AlertHistory history;
    private Acknowledgements acknowledgements;
    private AlertEngine engine;
    private RecomputeScheduler scheduler;

    /** A processor for the one task. */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    public MarketProcessor(TopologyConfig config) {
        this.config = config;
        this.ruleSets = new RuleSets(config.topics().rules(), config.serdes());
    }

    /** Starts from the stores alone; a task that lost a transaction starts again with the same processor. */
    @Override
    public void init(ProcessorContext<byte[], MarketOutput> context) {
        this.context = context;
        alerts = context.getStateStore(ALERTS);
        rules = context.getStateStore(RULES);
        history = context.getStateStore(HISTORY);
        acknowledgements = new Acknowledgements(config, context.getStateStore(ACKNOWLEDGEMENTS), alerts, history);
        RulePack running = runningRules();
        AlertBook book = new AlertBook(running.rules(), running.version(), config.brandNames());
        engine = new AlertEngine(book);
        output = new ViewWriter(context.getStateStore(VIEW));
        summaries = new MarketSummaries(context.getStateStore(SUMMARIES), engine);
        summaries.restore();
        forEach(alerts, (key, value) -> book.restore(AlertCodec.of(Encoding.ALERT.decode(value))));
        scheduler = new RecomputeScheduler(
                config.shares(), System::nanoTime, Punctuators.of(context, config.burst()), this::recompute);
        scheduler.onEvent(0);
        if (config.clock().isPresent()) {
            Punctuators.start(context, CLOCK, timestamp -> recompute(timestamp, true));
        }
        history.open();
    }

    private RulePack runningRules() {
        byte[] applied = rules.get(RULES_KEY);
        return applied == null ? config.rules() : ruleSets.taken(applied);
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
        scheduler.onEvent(context.currentSystemTimeMs() - record.timestamp());
        RecordPosition origin = RecordPosition.of(context.recordMetadata().orElseThrow());
        if (origin.topic().equals(config.topics().rules())) {
            takeRules(record, origin);
        } else if (origin.topic().equals(config.topics().acknowledgements())) {
            takeAcknowledgement(record, origin);
        } else {
            summaries.take(record.key(), record.value());
        }
    }

    /** Rules with a mistake are refused as a whole, and those that run go on. */
    private void takeRules(Record<byte[], byte[]> record, RecordPosition origin) {
        DecodedRecord<RulePack> decoded = ruleSets.decode(record.value());
        if (decoded instanceof DecodedRecord.Accepted<RulePack> accepted) {
            rules.put(RULES_KEY, record.value());
            engine.use(accepted.record().rules(), accepted.record().version());
        } else if (decoded instanceof DecodedRecord.Refused<RulePack> refused) {
            context.forward(DeadLetterOutput.of(record, origin, refused.refusal()));
        }
    }

    private void takeAcknowledgement(Record<byte[], byte[]> record, RecordPosition origin) {
        DecodedRecord<Acknowledgement> decoded = acknowledgements.decode(record);
        if (decoded instanceof DecodedRecord.Accepted<Acknowledgement> accepted) {
            acknowledgements.take(record.key(), accepted.record(), alert -> key(alert.getRule(), alert.getSubject()));
        } else if (decoded instanceof DecodedRecord.Refused<Acknowledgement> refused) {
            context.forward(DeadLetterOutput.of(record, origin, refused.refusal()));
        }
    }

    private void recompute(long timestamp, boolean awaited) {
        if (!summaries.isComplete()) {
            return;
        }
        io.bellwether.domain.market.MarketView view =
                engine.evaluate(config.clock().map(Supplier::get).orElse(null), new AlertListener() {

                    @Override
                    public void onStep(AlertTransition step) {
                        Alert alert = acknowledgements.with(AlertCodec.record(step));
                        byte[] encoded = Encoding.ALERT.encode(alert);
                        alerts.put(key(step), encoded);
                        history.put(step.alertId(), step.sequence(), encoded);
                        count(step);
                        context.forward(new Record<>(
                                step.alertId().getBytes(StandardCharsets.UTF_8),
                                new MarketOutput.OfAlert(encoded),
                                timestamp));
                    }

                    @Override
                    public void onRenamed(AlertKey former, AlertTransition now) {
                        alerts.delete(key(former.rule(), former.subject()));
                        byte[] encoded = Encoding.ALERT.encode(acknowledgements.with(AlertCodec.record(now)));
                        alerts.putIfAbsent(key(now), encoded);
                    }

                    @Override
                    public void onStanding(AlertTransition standing) {
                        byte[] now = Encoding.ALERT.encode(acknowledgements.with(AlertCodec.record(standing)));
                        if (!Arrays.equals(now, alerts.get(key(standing)))) {
                            alerts.put(key(standing), now);
                        }
                    }
                });
        if (awaited) {
            context.commit(); // results are seen once they are committed
        }
        if (view == null) {
            return;
        }
        output.write(
                view, (key, encoded) -> context.forward(new Record<>(key, new MarketOutput.View(encoded), timestamp)));
    }

    private void count(AlertTransition step) {
        String transition = step.status().name().toLowerCase(Locale.ROOT);
        transitions
                .computeIfAbsent(
                        step.rule() + " " + transition,
                        name -> context.metrics()
                                .addRateTotalSensor(
                                        TopologyMetrics.ALERTS, step.rule(), transition, Sensor.RecordingLevel.INFO))
                .record();
    }

    private static byte[] key(AlertTransition alert) {
        return key(alert.rule(), alert.subject().name());
    }

    private static byte[] key(String rule, String subject) {
        return (rule + "\n" + subject).getBytes(StandardCharsets.UTF_8);
    }
}
