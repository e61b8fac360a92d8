package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.market.MarketView;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.rules.RulePack;
import io.bellwether.streams.store.AlertHistory;
import io.bellwether.streams.store.AlertIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

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
     * Rule, scope, subject with line feeds between, in UTF-8 -> its last transition, an open one as it stands now.
     * Bound: one entry a rule and subject that ever fired.
     */
    public static final String ALERTS = "alerts";
    /**
     * Key of a {@linkplain io.bellwether.streams.codec.MarketViewParts part} of the market view -> that forwarded last.
     * Bound: one entry a brand, technology, contender, promise and target.
     */
    public static final String VIEW = "view";
    /** Every transition, see {@link AlertHistory}. */
    public static final String HISTORY = "alert-history";

    /**
     * {@code rules} -> the rule set that runs, as received; none while the configured one does. Beside it which rules
     * each version names, see {@link RuleVersions}.
     */
    public static final String RULES = "rules";

    /** Alert id -> who has seen it, encoded. Bound: one entry an alert that was ever acknowledged. */
    public static final String ACKNOWLEDGEMENTS = "acknowledgements";

    /** What is known of past days, see {@link PastStore}, and which tasks load history, see {@link LoadingTasks}. */
    public static final String PAST = "past";

    /** The key of the rules that run. */
    public static final String RULES_KEPT = "rules";

    private static final byte[] RULES_KEY = RULES_KEPT.getBytes(StandardCharsets.UTF_8);
    /** How often a clock other than the events is looked at. */
    public static final Duration CLOCK = Duration.ofSeconds(10);
    /** How often it is looked whether alerts that are held may be told. */
    private static final Duration HELD = Duration.ofMillis(250);

    private final TopologyConfig config;
    private final RuleSets ruleSets;

    private ProcessorContext<byte[], MarketOutput> context;
    private MarketSummaries summaries;
    private KeyValueStore<byte[], byte[]> alerts;
    private ViewWriter output;
    private PendingSteps steps;
    private KeyValueStore<byte[], byte[]> rules;
    private AlertHistory history;
    private AlertIndex index;
    private Acknowledgements acknowledgements;
    private AlertEngine engine;
    private AlertWriter writer;
    private PastStore past;
    private LoadingTasks loading;
    private AlertHold hold;
    private RecomputeScheduler scheduler;
    private @Nullable Cancellable whileHeld;
    /** Alerts under keys of the version before, without a scope: they get those of this one. */
    private final List<byte[]> formerKeys = new ArrayList<>();

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
        steps = new PendingSteps();
        output = new ViewWriter(context.getStateStore(VIEW));
        summaries = new MarketSummaries(context.getStateStore(SUMMARIES), engine);
        summaries.restore();
        formerKeys.clear();
        index = new AlertIndex();
        forEach(alerts, (key, value) -> restore(book, key, value));
        restorePast();
        scheduler = new RecomputeScheduler(
                config.shares(), System::nanoTime, Punctuators.of(context, config.burst()), this::recompute);
        scheduler.onEvent(0);
        if (config.clock().isPresent()) {
            Punctuators.start(context, CLOCK, scheduler::run);
        }
        history.open(index);
    }

    private void restore(AlertBook book, byte[] key, byte[] value) {
        AlertTransition alert = AlertCodec.of(Encoding.ALERT.decode(value));
        book.restore(alert);
        if (!Arrays.equals(key, AlertWriter.key(alert.key()))) {
            formerKeys.add(key);
        }
        index.put(new String(key, StandardCharsets.UTF_8), alert);
    }

    private void restorePast() {
        writer = new AlertWriter(context, alerts, history, acknowledgements, index);
        KeyValueStore<byte[], byte[]> days = context.getStateStore(PAST);
        past = new PastStore(days);
        past.restore(engine);
        loading = new LoadingTasks(days);
        hold = new AlertHold(config.timing(), loading, this::runningRules);
        whileHeld = null;
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
            if (!RuleVersions.isRegister(record.key())) {
                takeRules(record, origin);
            }
        } else if (origin.topic().equals(config.topics().acknowledgements())) {
            takeAcknowledgement(record, origin);
        } else if (LoadingTasks.isSignal(record.key())) {
            loading.take(record.key(), record.value(), context.currentSystemTimeMs());
        } else {
            summaries.take(record.key(), record.value());
            past.keep(engine, steps.isEmpty());
        }
    }

    /** Rules with a mistake are refused as a whole, and those that run go on. */
    private void takeRules(Record<byte[], byte[]> record, RecordPosition origin) {
        DecodedRecord<RulePack> decoded = named(record.value());
        if (decoded instanceof DecodedRecord.Accepted<RulePack> accepted) {
            rules.put(RULES_KEY, record.value());
            engine.use(accepted.record().rules(), accepted.record().version());
            past.keep(engine, steps.isEmpty());
        } else if (decoded instanceof DecodedRecord.Refused<RulePack> refused) {
            context.forward(DeadLetterOutput.of(record, origin, refused.refusal()));
        }
    }

    /** Compiles rules that have their version's name to themselves, or says why they cannot be. */
    private DecodedRecord<RulePack> named(byte @Nullable [] value) {
        DecodedRecord<RulePack> decoded = ruleSets.decode(value);
        if (value == null || decoded instanceof DecodedRecord.Refused<RulePack>) {
            return decoded;
        }
        RuleVersions versions = new RuleVersions(rules);
        byte[] running = rules.get(RULES_KEY);
        if (running != null) {
            versions.keep(ruleSets.asReceived(running)); // of before versions were kept
        }
        RuleSet set = ruleSets.asReceived(value);
        String refusal = versions.refusal(set);
        if (refusal != null) {
            return DecodedRecord.refused("version", refusal);
        }
        versions.keep(set);
        return decoded;
    }

    private void takeAcknowledgement(Record<byte[], byte[]> record, RecordPosition origin) {
        DecodedRecord<Acknowledgement> decoded = acknowledgements.decode(record);
        if (decoded instanceof DecodedRecord.Accepted<Acknowledgement> accepted) {
            acknowledgements.take(
                    record.key(),
                    accepted.record(),
                    alert -> AlertWriter.key(engine.keyNow(AlertCodec.of(alert).key())));
        } else if (decoded instanceof DecodedRecord.Refused<Acknowledgement> refused) {
            context.forward(DeadLetterOutput.of(record, origin, refused.refusal()));
        }
    }

    private boolean recompute(long timestamp, boolean awaited, BooleanSupplier isPieceOver) {
        if (!summaries.isComplete()) {
            return true;
        }
        formerKeys.forEach(this::moveFormer);
        formerKeys.clear();
        boolean done = write(timestamp, isPieceOver);
        if (done) {
            look();
            done = write(timestamp, isPieceOver);
        }
        past.keep(engine, steps.isEmpty());
        if (awaited || !done) {
            context.commit(); // results are seen once they are committed
        }
        return done;
    }

    /** Sees the market as it is now, and what becomes of alerts if they may be told. */
    private void look() {
        LocalDate notBefore = config.clock().map(Supplier::get).orElse(null);
        LocalDate asOf = engine.asOf(notBefore);
        boolean byClock = asOf != null && asOf.equals(notBefore);
        boolean isTold = hold.isOver(engine, asOf, byClock, context.currentSystemTimeMs());
        MarketView view = isTold ? engine.evaluate(notBefore, steps) : engine.view(notBefore);
        lookAgain();
        if (view != null) {
            output.take(view);
        }
    }

    /** Writes what was found; whether all of it is written. */
    private boolean write(long timestamp, BooleanSupplier isPieceOver) {
        return steps.writeTo(writer, isPieceOver)
                && output.write(
                        (key, encoded) -> context.forward(new Record<>(key, new MarketOutput.View(encoded), timestamp)),
                        isPieceOver);
    }

    /** While alerts are held, time alone may be what they wait for. */
    private void lookAgain() {
        if (hold.isPending() && whileHeld == null) {
            whileHeld = Punctuators.start(context, HELD, scheduler::run);
        } else if (!hold.isPending() && whileHeld != null) {
            whileHeld.cancel();
            whileHeld = null;
        }
    }

    private void moveFormer(byte[] key) {
        byte[] value = alerts.delete(key);
        if (value != null) {
            AlertTransition alert = AlertCodec.of(Encoding.ALERT.decode(value));
            index.remove(new String(key, StandardCharsets.UTF_8));
            if (alerts.putIfAbsent(AlertWriter.key(alert.key()), value) == null) {
                index.put(AlertWriter.text(alert.key()), alert);
            }
        }
    }

    @Override
    public void close() {
        hold.close();
    }
}
