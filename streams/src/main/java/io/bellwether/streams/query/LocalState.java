package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.AlertHistory;
import io.bellwether.streams.store.OwnershipEpochQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of this instance say. May be used from any thread.
 *
 * <p>An answer comes from tasks that are in charge, active and caught up, from before the first to after the last read;
 * or, where the asker agrees, from replicas that are nearly caught up.
 */
public final class LocalState {

    /** Records that a replica may lack to answer in place of the owner. */
    private static final long STANDBY_MAY_LACK = 1_000;

    /** And that part of all records, the 20th. */
    private static final long STANDBY_MAY_LACK_PART = 20;
    /** A transaction's end mark takes an offset that a replica's position may stop short of. */
    private static final long END_MARKS = 1;

    private static final Encoding.Head<MarketView> DAY_OF_VIEW = Encoding.MARKET_VIEW.before("month");
    private static final byte[] NOTHING = new byte[0];

    private static final Duration WAIT_FOR_TURN = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final List<String> inputs;
    private final ThreadLocal<StatementReplay> pointInTime;
    /** Folding statements takes a processor and memory: so many at a time. */
    private final Semaphore folds =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** The state of a running instance of the topology. */
    public LocalState(KafkaStreams streams, TopologyConfig config) {
        this.streams = streams;
        this.inputs = config.topics().inputs();
        this.pointInTime = ThreadLocal.withInitial(() -> new StatementReplay(config));
    }

    /**
     * Answers for exactly these partitions.
     *
     * @param standby whether replicas may answer
     * @throws StateUnavailable if it cannot for one of them
     */
    public PartialResult answer(StateQuery question, Set<Integer> partitions, boolean standby) {
        if (!question.isCostly()) {
            return read(question, partitions, standby);
        }
        try {
            if (!folds.tryAcquire(WAIT_FOR_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StateUnavailable("too many questions about past days at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailable("interrupted", e);
        }
        try {
            return read(question, partitions, standby);
        } finally {
            folds.release();
        }
    }

    private PartialResult read(StateQuery question, Set<Integer> partitions, boolean standby) {
        try {
            // Taken first: the state may be newer than it says, never older.
            Freshness freshness = standby ? ofReplicas(question, partitions) : ofTasks(question, partitions);
            Map<Integer, Long> terms = standby ? Map.of() : terms(question, partitions);
            List<Entry> entries = new ArrayList<>();
            for (int partition : partitions) {
                entries.addAll(read(question, partition));
            }
            if (!standby && !terms.equals(terms(question, partitions))) {
                throw new StateUnavailable("the state moves between instances");
            }
            return new PartialResult(entries, freshness);
        } catch (InvalidStateStoreException e) {
            throw new StateUnavailable("the state is being restored or moves between instances", e);
        }
    }

    private Map<Integer, Long> terms(StateQuery question, Set<Integer> partitions) {
        Map<Integer, Long> terms = new HashMap<>();
        for (int partition : partitions) {
            long term = ask(question.store(), new OwnershipEpochQuery(), partition);
            if (term == 0) {
                throw new StateUnavailable("partition " + partition + " is being restored");
            }
            terms.put(partition, term);
        }
        return terms;
    }

    private <R> R ask(String store, Query<R> query, int partition) {
        QueryResult<R> result = Objects.requireNonNull(
                streams.query(StateQueryRequest.inStore(store).withQuery(query).withPartitions(Set.of(partition)))
                        .getPartitionResults()
                        .get(partition));
        if (result.isFailure()) {
            throw new StateUnavailable("partition " + partition + ": " + result.getFailureMessage());
        }
        return result.getResult();
    }

    private List<Entry> read(StateQuery question, int partition) {
        if (question instanceof StateQuery.Brands brands) {
            return brands(brands, partition);
        }
        if (question instanceof StateQuery.Brand brand) {
            LocalDate asOf = brand.asOf();
            return asOf == null ? brand(brand.brand(), partition) : brand(brand.brand(), asOf, partition);
        }
        if (question instanceof StateQuery.Summaries summaries) {
            return summaries(summaries.asOf(), partition);
        }
        if (question instanceof StateQuery.Course course) {
            List<Entry> days = new ArrayList<>();
            for (Entry now : brandsNow(null, Integer.MAX_VALUE, partition)) {
                days.addAll(pointInTime
                        .get()
                        .course(now.key(), course, query -> ask(BrandProcessor.STATEMENTS, query, partition)));
            }
            return days;
        }
        if (question instanceof StateQuery.Totals totals) {
            return totals(totals, partition);
        }
        if (question instanceof StateQuery.Months months) {
            return pointInTime.get().months(months, query -> ask(BrandProcessor.STATEMENTS, query, partition));
        }
        if (question instanceof StateQuery.Known known) {
            return known(known, partition);
        }
        if (question instanceof StateQuery.AlertLife life) {
            List<Entry> transitions = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> found =
                    ask(MarketProcessor.HISTORY, AlertHistory.lifeOf(life.alertId()), partition)) {
                found.forEachRemaining(entry -> transitions.add(new Entry(life.alertId(), entry.value)));
            }
            return transitions;
        }
        if (question instanceof StateQuery.Day) {
            byte[] view = ask(
                    MarketProcessor.VIEW, KeyQuery.<byte[], byte[]>withKey(utf8(MarketProcessor.VIEW_KEY)), partition);
            return view == null
                    ? List.of()
                    : List.of(new Entry(DAY_OF_VIEW.decode(view).getAsOf().toString(), NOTHING));
        }
        String store = question instanceof StateQuery.View
                ? MarketProcessor.VIEW
                : question instanceof StateQuery.Rules ? MarketProcessor.RULES : MarketProcessor.ALERTS;
        return entries(store, RangeQuery.withNoBounds(), partition, Integer.MAX_VALUE, key -> true);
    }

    private List<Entry> entries(
            String store, RangeQuery<byte[], byte[]> range, int partition, int limit, Predicate<String> filter) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> found = ask(store, range, partition)) {
            while (found.hasNext() && entries.size() < limit) {
                KeyValue<byte[], byte[]> entry = found.next();
                String key = new String(entry.key, StandardCharsets.UTF_8);
                if (filter.test(key)) {
                    entries.add(new Entry(key, entry.value));
                }
            }
        }
        return entries;
    }

    private List<Entry> brands(StateQuery.Brands question, int partition) {
        LocalDate asOf = question.asOf();
        if (asOf == null) {
            return brandsNow(question.after(), question.limit(), partition);
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry now : brandsNow(question.after(), Integer.MAX_VALUE, partition)) {
            BrandLedger ledger = fold(now.key(), asOf, partition);
            if (ledger != null && entries.size() < question.limit()) {
                entries.add(new Entry(
                        now.key(),
                        Encoding.BRAND_METRICS.encode(
                                StatementReplay.metrics(ledger, ledger.summary(), Evidence.Limit.ASKED))));
            }
            if (entries.size() == question.limit()) {
                break;
            }
        }
        return entries;
    }

    private List<Entry> totals(StateQuery.Totals question, int partition) {
        LocalDate asOf = question.asOf() == null ? LocalDate.MAX : question.asOf();
        List<Entry> entries = new ArrayList<>();
        int brands = 0;
        for (Entry now : brandsNow(question.after(), Integer.MAX_VALUE, partition)) {
            BrandLedger ledger = brands == question.limit() ? null : fold(now.key(), asOf, partition);
            if (ledger != null) {
                List<Entry> months = StatementReplay.totals(question, ledger);
                entries.addAll(months);
                brands += months.isEmpty() ? 0 : 1;
            }
        }
        return entries;
    }

    private List<Entry> brandsNow(@Nullable String after, int limit, int partition) {
        RangeQuery<byte[], byte[]> range =
                after == null ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(utf8(after));
        return entries(
                BrandProcessor.METRICS, range, partition, limit, key -> key.indexOf('/') < 0 && !key.equals(after));
    }

    private List<Entry> brand(String brand, int partition) {
        List<Entry> entries = new ArrayList<>();
        byte[] own = ask(BrandProcessor.METRICS, KeyQuery.<byte[], byte[]>withKey(utf8(brand)), partition);
        if (own != null) {
            entries.add(new Entry(brand, own));
            String prefix = brand + "/";
            RangeQuery<byte[], byte[]> models = RangeQuery.withRange(utf8(prefix), supportingStatements(prefix));
            entries.addAll(entries(
                    BrandProcessor.METRICS, models, partition, Integer.MAX_VALUE, key -> key.startsWith(prefix)));
        }
        return entries;
    }

    private List<Entry> brand(String brand, LocalDate asOf, int partition) {
        BrandLedger ledger = fold(brand, asOf, partition);
        List<Entry> entries = new ArrayList<>();
        if (ledger != null) {
            BrandMetrics own = StatementReplay.metrics(ledger, ledger.summary(), Evidence.Limit.ASKED);
            entries.add(new Entry(brand, Encoding.BRAND_METRICS.encode(own)));
            for (String model : ledger.models()) {
                entries.add(new Entry(
                        brand + "/" + model,
                        Encoding.MODEL_METRICS.encode(StatementReplay.metrics(ledger, model, Evidence.Limit.ASKED))));
            }
        }
        return entries;
    }

    private List<Entry> summaries(LocalDate asOf, int partition) {
        List<Entry> entries = new ArrayList<>();
        for (Entry now : brandsNow(null, Integer.MAX_VALUE, partition)) {
            BrandLedger ledger = fold(now.key(), asOf, partition);
            if (ledger != null) {
                BrandSummaryRecord summary = StatementReplay.summary(ledger);
                entries.add(new Entry(now.key(), Encoding.BRAND_SUMMARY.encode(summary)));
            }
        }
        return entries;
    }

    private List<Entry> known(StateQuery.Known question, int partition) {
        return pointInTime.get().known(question, query -> ask(BrandProcessor.STATEMENTS, query, partition));
    }

    private @Nullable BrandLedger fold(String brand, LocalDate asOf, int partition) {
        return pointInTime.get().ledger(brand, asOf, query -> ask(BrandProcessor.STATEMENTS, query, partition));
    }

    /** The least key above all that begin with this. */
    private static byte[] supportingStatements(String prefix) {
        byte[] bound = utf8(prefix);
        bound[bound.length - 1]++;
        return bound;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Freshness ofTasks(StateQuery question, Set<Integer> partitions) {
        SortedMap<String, Long> position = new TreeMap<>();
        long lag = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                if (partitions.contains(task.taskId().partition())) {
                    for (TopicPartition input : task.topicPartitions()) {
                        if (inputs.contains(input.topic()) != question.isOfMarket()) {
                            position.put(
                                    input.topic() + ":" + input.partition(),
                                    known(task.committedOffsets().get(input)));
                            lag += lag(task, input);
                        }
                    }
                }
            }
        }
        return new Freshness(position, lag, false);
    }

    /** Records of all inputs of the tasks that are here which are known to be waiting. */
    public long lag() {
        long lag = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                for (TopicPartition input : task.topicPartitions()) {
                    lag += lag(task, input);
                }
            }
        }
        return lag;
    }

    private static long lag(TaskMetadata task, TopicPartition input) {
        return Math.max(
                0,
                known(task.endOffsets().get(input))
                        - known(task.committedOffsets().get(input)));
    }

    private static long known(@Nullable Long offset) {
        return offset == null ? 0 : Math.max(0, offset);
    }

    private Freshness ofReplicas(StateQuery question, Set<Integer> partitions) {
        SortedMap<String, Long> position = new TreeMap<>();
        long lag = 0;
        Map<String, Map<Integer, LagInfo>> replicas = streams.allLocalStorePartitionLags();
        for (String store : question.stores()) {
            for (int partition : partitions) {
                LagInfo replica = replicas.getOrDefault(store, Map.of()).get(partition);
                if (replica == null || !isNearlyCaughtUp(replica)) {
                    throw new StateUnavailable("partition " + partition + " has no replica here that is caught up");
                }
                position.put(store + "-changelog:" + partition, replica.currentOffsetPosition());
                lag += Math.max(0, replica.offsetLag());
            }
        }
        return new Freshness(position, lag, true);
    }

    /** A replica that has just begun lacks much of what there is, though few records. */
    private static boolean isNearlyCaughtUp(LagInfo replica) {
        return replica.offsetLag()
                <= Math.max(END_MARKS, Math.min(STANDBY_MAY_LACK, replica.endOffsetPosition() / STANDBY_MAY_LACK_PART));
    }
}
