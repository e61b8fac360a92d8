package io.bellwether.streams.processor;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.ledger.Outcome;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MetricCodec;
import io.bellwether.streams.store.StatementStore;
import io.bellwether.streams.store.StatementStore.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brand -> event, to what follows from it: metrics of the brand and its models, the brand's summary in the market, and
 * dead letters.
 *
 * <p>The statements are in the {@link StatementStore}; sums are kept in memory, by brand, and rebuilt from it. Metrics
 * are worked out once per burst and forwarded where they differ from those forwarded last.
 */
public final class BrandProcessor implements Processor<byte[], byte[], byte[], BrandOutput> {

    /** Statements as received, see {@link StatementStore}. */
    public static final String STATEMENTS = "statements";
    /**
     * Brand, or brand/model, in UTF-8 -> the metric record forwarded last. Bound: one entry a brand and model;
     * besides one a part of a summary, see {@link SentParts}, and one more, see {@link OutdatedMetrics}.
     */
    public static final String METRICS = "metrics";

    private final TopologyConfig config;
    private final EventDecoder decoder;
    private final Map<String, BrandLedger> ledgers = new HashMap<>();
    private final Map<String, BrandSummary> summaries = new HashMap<>();
    private final Map<String, MetricSet> models = new HashMap<>();
    private final ChangedBrands changed = new ChangedBrands();

    private ProcessorContext<byte[], BrandOutput> context;
    private StatementStore statements;
    private KeyValueStore<byte[], byte[]> metrics;
    private OutdatedMetrics outdated;
    private EventMeter meter;
    private RecomputeScheduler scheduler;
    private LoadingSignal loading;

    /** A processor for one task. */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    public BrandProcessor(TopologyConfig config) {
        this.config = config;
        this.decoder = new EventDecoder(config.topics(), config.serdes());
    }

    /** Starts from the stores alone; a task that lost a transaction starts again with the same processor. */
    @Override
    public void init(ProcessorContext<byte[], BrandOutput> context) {
        this.context = context;
        meter = new EventMeter(context.metrics(), context.taskId().toString());
        ledgers.clear();
        summaries.clear();
        models.clear();
        statements = context.getStateStore(STATEMENTS);
        metrics = context.getStateStore(METRICS);
        outdated = new OutdatedMetrics(metrics);
        statements.load(this::load);
        ledgers.values().forEach(BrandLedger::restored);
        changed.start(ledgers.values());
        scheduler = new RecomputeScheduler(
                config.shares(), System::nanoTime, Punctuators.of(context, config.burst()), this::recompute);
        if (!changed.isEmpty()) {
            scheduler.onEvent(0);
        }
        loading = new LoadingSignal(context, config.timing().quiet(), changed::isEmpty);
    }

    private void load(String brand, Kind kind, byte[] value) {
        SpecificRecord event = decoder.decodeAccepted(kind, value);
        if (statements.recognise(brand, EventFields.id(event), decoder.content(kind, event, value)) == Match.NEW) {
            ledger(brand).add(StatementCodec.of(event));
        }
    }

    private BrandLedger ledger(String brand) {
        BrandLedger ledger = ledgers.get(brand);
        if (ledger == null) {
            ledger = config.replay().ledger(brand);
            ledgers.put(brand, ledger);
        }
        return ledger;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        scheduler.onEvent(context.currentSystemTimeMs() - record.timestamp());
        RecordPosition origin = RecordPosition.of(
                record, context.recordMetadata().orElseThrow(), config.topics().inputs());
        Kind kind = decoder.kind(origin.topic());
        DecodedRecord<SpecificRecord> decoded = decoder.decode(kind, record.key(), record.value(), record.timestamp());
        if (decoded instanceof DecodedRecord.Accepted<SpecificRecord> accepted) {
            SpecificRecord event = accepted.record();
            switch (keep(kind, event, record.value())) {
                case NEW -> {
                    loading.onEvent(record.timestamp(), EventFields.publishedAt(event));
                    count(event);
                }
                case DUPLICATE -> meter.onKnown();
                case CONFLICT -> refuse(record, origin, Validation.conflict(EventFields.id(event)));
            }
        } else if (decoded instanceof DecodedRecord.Refused<SpecificRecord> refused) {
            refuse(record, origin, refused.refusal());
        }
    }

    /** The store decides what is known, before anything counts: the ledger never holds what the store does not. */
    private Match keep(Kind kind, SpecificRecord event, byte[] value) {
        return statements.append(
                EventFields.brand(event), EventFields.id(event), decoder.content(kind, event, value), kind, value);
    }

    private void count(SpecificRecord event) {
        BrandLedger ledger = ledger(EventFields.brand(event));
        if (ledger.add(StatementCodec.of(event)) == Outcome.SUPERSEDED) {
            meter.onSuperseded();
        } else {
            meter.onAccepted();
        }
        changed.add(ledger);
    }

    private void refuse(Record<byte[], byte[]> record, RecordPosition origin, Refusal refusal) {
        meter.onRefused();
        context.forward(DeadLetterOutput.of(record, origin, refusal));
    }

    /** Recomputes a piece of the changed brands; yields between two of them, so that queries are not delayed (ADR 3). */
    @SuppressWarnings("ThreadPriorityCheck") // no result depends on it
    private boolean recompute(long timestamp, boolean awaited, BooleanSupplier isPieceOver) {
        for (BrandLedger ledger = changed.poll(); ledger != null; ledger = changed.poll()) {
            recompute(ledger, timestamp);
            Thread.yield();
            if (isPieceOver.getAsBoolean()) {
                break;
            }
        }
        boolean done = changed.isEmpty();
        if (done) {
            outdated.settle().forEach(key -> remove(key, timestamp));
        }
        meter.show();
        if (awaited || !done) {
            context.commit(); // results are seen once they are committed
        }
        return done;
    }

    @SuppressWarnings("ThreadPriorityCheck") // no result depends on it
    private void recompute(BrandLedger ledger, long timestamp) {
        if (ledger.needsRebuild()) {
            ledger.rebuild(action -> replay(ledger.brand(), action));
        }
        for (String model : ledger.removedModels()) {
            removeModel(ledger, model, timestamp);
        }
        for (String model : ledger.changedModels()) {
            recomputeModel(ledger, model, timestamp);
            Thread.yield();
        }
        recomputeBrand(ledger, timestamp);
        ledger.clearChanges();
    }

    /** Every kept statement of a brand, those not written yet among them, of each event id the first. */
    private void replay(String brand, Consumer<Statement> action) {
        Set<String> seen = new HashSet<>();
        statements.replay(brand, (name, kind, value) -> {
            SpecificRecord event = decoder.decodeAccepted(kind, value);
            if (seen.add(EventFields.id(event))) {
                action.accept(StatementCodec.of(event));
            }
        });
    }

    /** All that was said of a model was taken back, or it is shown under another spelling. */
    private void removeModel(BrandLedger ledger, String model, long timestamp) {
        String name = ledger.brand() + "/" + model;
        models.remove(name);
        remove(name.getBytes(StandardCharsets.UTF_8), timestamp);
    }

    private void remove(byte[] key, long timestamp) {
        if (metrics.delete(key) != null) {
            forward(key, new BrandOutput.OfModel(null), timestamp);
            forward(key, new BrandOutput.Summary(null), timestamp);
        }
    }

    private void recomputeModel(BrandLedger ledger, String model, long timestamp) {
        MetricSet set = ledger.modelMetrics(model);
        String name = ledger.brand() + "/" + model;
        if (set.equals(models.put(name, set)) && !ledger.hasNewStatements(model)) {
            return;
        }
        ModelMetrics output = new ModelMetrics(
                ledger.brand(),
                model,
                MetricCodec.record(set),
                MetricCodec.published(ledger.modelEvidence(model, set, Evidence.Limit.PUBLISHED)));
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = Encoding.MODEL_METRICS.encode(output);
        if (isNews(key, encoded)) {
            forward(key, new BrandOutput.OfModel(encoded), timestamp);
            forward(key, new BrandOutput.Summary(encoded), timestamp);
        }
    }

    private void recomputeBrand(BrandLedger ledger, long timestamp) {
        BrandSummary summary = ledger.summary();
        BrandMetrics output = new BrandMetrics(
                ledger.brand(),
                StatementCodec.instant(ledger.newestMicros()),
                MetricCodec.record(summary.metrics()),
                MetricCodec.published(ledger.evidence(summary.metrics(), Evidence.Limit.PUBLISHED)));
        byte[] key = ledger.brand().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = Encoding.BRAND_METRICS.encode(output);
        boolean news = isNews(key, encoded);
        if (news) {
            forward(key, new BrandOutput.OfBrand(encoded), timestamp);
        }
        BrandSummary before = summaries.put(ledger.brand(), summary);
        if (!summary.equals(before) || news) {
            new SentParts(metrics, (name, part) -> forward(name, new BrandOutput.Summary(part), timestamp))
                    .send(before, summary);
            byte[] encodedSummary = Encoding.BRAND_SUMMARY.encode(BrandSummaryCodec.core(summary, output));
            forward(key, new BrandOutput.Summary(encodedSummary), timestamp);
        }
    }

    private boolean isNews(byte[] key, byte[] encoded) {
        if (Arrays.equals(encoded, metrics.get(key))) {
            return false;
        }
        metrics.put(key, encoded);
        return true;
    }

    private void forward(byte[] key, BrandOutput output, long timestamp) {
        context.forward(new Record<>(key, output, timestamp));
    }
}
