package io.bellwether.streams.query;

import io.bellwether.streams.codec.OtherFormatException;
import io.bellwether.streams.processor.RecordPlacement;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.OwnershipEpochQuery;
import java.time.Duration;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/**
 * The state that this instance holds. May be used from any thread.
 *
 * <p>An answer comes from tasks that own their stores, active and caught up, from before the first to after the last
 * read; or, where the caller allows it, from replicas that are nearly caught up.
 */
public final class LocalState {

    /** Records that a replica may lack to answer in place of the owner. */
    private static final long STANDBY_MAY_LACK = 1_000;

    /** And that part of all records, the 20th. */
    private static final long STANDBY_MAY_LACK_PART = 20;
    /** A transaction's end mark takes an offset that a replica's position may stop short of. */
    private static final long END_MARKS = 1;

    /** The end of the name of the topic that events are brought to their partition by. */
    private static final String MISPLACED = "-" + RecordPlacement.MISPLACED + "-repartition";

    private static final Duration WAIT_FOR_TURN = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final List<String> inputs;
    private final GroupOffsets group;
    private final ThreadLocal<StatementReplay> replays;
    /** How many answers of {@link Cost#REPLAY} are worked on at a time. */
    private final Semaphore replaying =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /**
     * The state of a running instance of the topology.
     *
     * @param group what it knows of tasks that have not committed here yet
     */
    public LocalState(KafkaStreams streams, TopologyConfig config, GroupOffsets group) {
        this.group = group;
        this.streams = streams;
        this.inputs = config.topics().inputs();
        this.replays = ThreadLocal.withInitial(() -> new StatementReplay(config));
    }

    /**
     * Answers for exactly these partitions.
     *
     * @param standby whether replicas may answer
     * @throws StateUnavailable if it cannot for one of them
     */
    public PartialResult answer(StateQuery<?> query, Set<Integer> partitions, boolean standby) {
        return answer(query, partitions, standby, Cost.REPLAY.answerWithin());
    }

    /** The same for another instance, which waits no longer than its cost says. */
    public PartialResult answerPeer(StateQuery<?> query, Set<Integer> partitions, boolean standby) {
        return answer(query, partitions, standby, query.cost().answerWithin());
    }

    private PartialResult answer(StateQuery<?> query, Set<Integer> partitions, boolean standby, Duration within) {
        TimeLimit limit = new TimeLimit(System::nanoTime, within);
        if (query.cost() == Cost.READ) {
            return read(query, partitions, standby, limit);
        }
        try {
            if (!replaying.tryAcquire(WAIT_FOR_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StateUnavailable("too many queries that read statements again at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailable("interrupted", e);
        }
        try {
            return read(query, partitions, standby, limit);
        } finally {
            replaying.release();
        }
    }

    private PartialResult read(StateQuery<?> query, Set<Integer> partitions, boolean standby, TimeLimit limit) {
        try {
            // Taken first: the state may be newer than it says, never older.
            Freshness freshness =
                    standby ? ofReplicas(query.placement(), partitions) : ofTasks(query.placement(), partitions);
            Map<Integer, Long> terms = standby ? Map.of() : terms(query.placement(), partitions);
            List<Entry> entries = new ArrayList<>();
            for (int partition : partitions) {
                entries.addAll(query.answer(new PartitionStores(readerOf(partition), replays.get(), limit)));
            }
            if (!standby && !terms.equals(terms(query.placement(), partitions))) {
                throw new StateUnavailable("the state moves between instances");
            }
            return new PartialResult(entries, freshness);
        } catch (InvalidStateStoreException e) {
            throw new StateUnavailable("the state is being restored or moves between instances", e);
        } catch (OtherFormatException e) {
            throw ClusterState.outdated(e);
        }
    }

    private Map<Integer, Long> terms(Placement placement, Set<Integer> partitions) {
        Map<Integer, Long> terms = new HashMap<>();
        for (int partition : partitions) {
            long term = ask(placement.store(), new OwnershipEpochQuery(), partition);
            if (term == 0) {
                throw new StateUnavailable("partition " + partition + " is being restored");
            }
            terms.put(partition, term);
        }
        return terms;
    }

    private PartitionStores.Reader readerOf(int partition) {
        return new PartitionStores.Reader() {
            @Override
            public <R> R read(String store, Query<R> query) {
                return ask(store, query, partition);
            }
        };
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

    private Freshness ofTasks(Placement placement, Set<Integer> partitions) {
        SortedMap<String, Long> position = new TreeMap<>();
        long lag = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                if (partitions.contains(task.taskId().partition())) {
                    for (TopicPartition input : task.topicPartitions()) {
                        if (isOfBrands(input.topic()) != placement.isMarket()) {
                            if (!input.topic().endsWith(MISPLACED)) { // a position names topics that clients know
                                position.put(input.topic() + ":" + input.partition(), committed(task, input));
                            }
                            lag += lag(task, input);
                        }
                    }
                }
            }
        }
        return new Freshness(position, lag, false);
    }

    /** Whether the tasks of brands read a topic, else that of the market. */
    private boolean isOfBrands(String topic) {
        return inputs.contains(topic) || topic.endsWith(MISPLACED);
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

    private long lag(TaskMetadata task, TopicPartition input) {
        long end = known(task.endOffsets().get(input));
        return Math.max(0, (end > 0 ? end : group.of(input).end()) - committed(task, input));
    }

    /** A task that has just taken over has committed nothing itself: then what the group has counts. */
    private long committed(TaskMetadata task, TopicPartition input) {
        long own = known(task.committedOffsets().get(input));
        return own > 0 ? own : group.of(input).committed();
    }

    private static long known(@Nullable Long offset) {
        return offset == null ? 0 : Math.max(0, offset);
    }

    private Freshness ofReplicas(Placement placement, Set<Integer> partitions) {
        SortedMap<String, Long> position = new TreeMap<>();
        long lag = 0;
        Map<String, Map<Integer, LagInfo>> replicas = streams.allLocalStorePartitionLags();
        for (String store : placement.stores()) {
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
