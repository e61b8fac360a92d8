package io.bellwether.streams.query;

import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of alerts once for all subscriptions. It knows the open alerts by the transitions read so far, so that
 * they and the transitions after them join without a gap, and keeps the last transitions in a ring
 * that every {@link Subscription} reads at its own pace. A subscription that the ring laps is ended.
 *
 * <p>Memory: the alerts that stand, and a ring of {@value #RING_ENTRIES} transitions or {@value #RING_CHARS} characters,
 * whichever is reached first, however many follow.
 */
public final class AlertFeed implements AutoCloseable {

    static final int RING_ENTRIES = 4_096;
    static final int RING_CHARS = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Between the topic's id and the position in the id of an event. */
    private static final char OF_TOPIC = ':';

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final AlertRecords records;
    private final Thread thread;
    private final Consumer<byte[], byte[]> consumer;
    private final String topicId;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    // All below: under the lock of this.
    private final Map<String, Transition> standing = new LinkedHashMap<>();
    /** The transition that came n-th is at n modulo its length. */
    private final @Nullable Transition[] ring = new Transition[RING_ENTRIES];

    private long ringStart;
    private long ringEnd;
    private int ringChars;
    private final StreamPosition read;
    private final StreamPosition evicted;
    private boolean caughtUp;
    private boolean closed;
    private @Nullable String failure;

    /**
     * A transition as it stands on the topic.
     *
     * @param data as it is handed out
     */
    record Transition(int partition, long offset, long timestamp, String alertId, boolean open, String data) {}

    private AlertFeed(AlertRecords records) {
        this.records = records;
        this.topicId = records.topicId();
        this.consumer = records.consumer();
        this.partitions = records.partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(partitions));
        this.read = StreamPosition.start(partitions.size());
        this.evicted = StreamPosition.start(partitions.size());
        this.thread = new Thread(this::run, "alert-feed");
    }

    /**
     * Starts to read the topic, which must exist, from its beginning.
     *
     * @param client Kafka and registry client settings
     * @param form how alerts are handed out
     */
    public static AlertFeed start(Topics topics, Map<String, ?> client, Function<Alert, String> form) {
        AlertFeed feed = new AlertFeed(new AlertRecords(topics, client, form));
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try (consumer) {
            while (!isClosed()) {
                take(consumer.poll(POLL));
            }
        } catch (WakeupException | InterruptException e) {
            // closed
        } catch (Throwable e) { // also an error: nobody else would learn that this thread is gone
            if (!isClosed()) {
                LOG.atError().setCause(e).log("the stream of alerts ended");
                fail("the stream of alerts ended: " + e.getMessage());
            }
        } finally {
            close();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        List<ConsumerRecord<byte[], byte[]>> inOrder = new ArrayList<>(polled.count());
        polled.forEach(inOrder::add);
        // Partitions are read side by side; their writer is one, so its clock tells the order between them.
        inOrder.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        for (ConsumerRecord<byte[], byte[]> record : keepingPartitionOrder(inOrder)) {
            Transition transition = transition(record);
            synchronized (this) {
                if (transition != null) {
                    add(transition);
                }
                read.read(record.partition(), record.offset());
            }
        }
        synchronized (this) {
            if (!caughtUp) {
                caughtUp = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            notifyAll();
        }
    }

    /** A clock that went back must not turn the order within a partition round. */
    private static List<ConsumerRecord<byte[], byte[]>> keepingPartitionOrder(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, Deque<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
        records.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                .forEach(record -> byPartition
                        .computeIfAbsent(record.partition(), key -> new ArrayDeque<>())
                        .add(record));
        return records.stream()
                .map(record -> Objects.requireNonNull(byPartition.get(record.partition()))
                        .remove())
                .toList();
    }

    private @Nullable Transition transition(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return records.transition(record);
            } catch (RegistryUnavailableException e) {
                if (isClosed()) {
                    throw new InterruptException("closed");
                }
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("the schema registry does not answer");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void add(Transition transition) {
        if (transition.open) {
            standing.put(transition.alertId, transition);
        } else {
            standing.remove(transition.alertId);
        }
        if (ringEnd - ringStart == RING_ENTRIES) {
            evict();
        }
        ring[(int) (ringEnd++ % RING_ENTRIES)] = transition;
        ringChars += transition.data.length();
        while (ringChars > RING_CHARS && ringEnd - ringStart > 1) {
            evict();
        }
    }

    private void evict() {
        Transition gone = inRing(ringStart);
        ring[(int) (ringStart++ % RING_ENTRIES)] = null;
        ringChars -= gone.data.length();
        evicted.read(gone.partition, gone.offset);
    }

    private Transition inRing(long number) {
        return Objects.requireNonNull(ring[(int) (number % RING_ENTRIES)]);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void fail(String reason) {
        failure = reason;
    }

    /** Why it reads no more though it was not closed; empty while it reads. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether all is read that was on the topic when this began. */
    public synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * Follows the alerts: first those that stand, then every transition after.
     *
     * @param lastEventId where an earlier subscription came to, to this instance or another: only transitions after it;
     *     null to begin. One of another topic (of another cluster, or before it was deleted) means nothing here: then
     *     {@link Kind#RESET} comes first, and all begins anew
     * @throws IllegalArgumentException if that is no id of ours
     */
    public Subscription subscribe(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return new Subscription(null, true);
        }
        int colon = lastEventId.indexOf(OF_TOPIC); // -1: as given out before ids named their topic
        boolean ours = colon < 0 || lastEventId.substring(0, colon).equals(topicId);
        StreamPosition position = StreamPosition.parse(
                lastEventId.substring(colon + 1), ours ? partitions.size() : StreamPosition.MAX_PARTITIONS);
        return new Subscription(position, ours && isOnTopic(position));
    }

    /** Whether the topic has come as far; another instance may have read more of it than this one. */
    private boolean isOnTopic(StreamPosition position) {
        synchronized (this) {
            if (read.covers(position)) {
                return true;
            }
        }
        try (Consumer<byte[], byte[]> asking = records.consumer()) {
            return asking.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> !position.hasRead(end.getKey().partition(), end.getValue()));
        }
    }

    /** Ends every subscription. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (Thread.currentThread() != thread) {
            consumer.wakeup();
            try {
                thread.join(CLOSE_WITHIN.toMillis());
                thread.interrupt(); // it may wait for the registry
                thread.join(CLOSE_WITHIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What happens in a subscription. */
    public enum Kind {
        /** What was told before is void: data says why, and all begins anew. */
        RESET,
        /** An alert that stands. */
        OPEN,
        /** All that stand have been told. */
        READY,
        /** A transition. */
        TRANSITION,
        /** The end: data says why. */
        DROPPED
    }

    /**
     * One event of a subscription.
     *
     * @param id where the next subscription goes on after this event; null where it cannot
     * @param data an alert as it is handed out, or text
     */
    public record Event(Kind kind, @Nullable String id, String data) {}

    /** One that follows. For one thread at a time. */
    public final class Subscription implements AutoCloseable {

        private static final int MAX_AT_ONCE = 100;

        private final Deque<Event> due = new ArrayDeque<>();
        private @Nullable StreamPosition seen;
        private boolean begun;
        private boolean live;
        /** Of the next transition in the ring, counted from the first there ever was. */
        private long cursor;

        private @Nullable Consumer<byte[], byte[]> past;

        private Subscription(@Nullable StreamPosition seen, boolean ours) {
            this.seen = seen;
            if (!ours) {
                reset("that id is of another topic: of another cluster, or before the topic was created again or cut");
            }
        }

        /**
         * The next event; null if there is none within the time. After {@link Kind#DROPPED} there is no other.
         */
        public @Nullable Event next(Duration atMost) throws InterruptedException {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (due.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !advance(left)) {
                    return null;
                }
            }
            return due.remove();
        }

        /** Looks for what is due; false if there is nothing within the time. */
        private boolean advance(long nanos) throws InterruptedException {
            synchronized (AlertFeed.this) {
                if (closed) {
                    drop("the instance stops; reconnect to go on");
                    return true;
                }
                if (!caughtUp) {
                    AlertFeed.this.wait(Math.max(1, nanos / 1_000_000));
                    return true;
                }
                if (!begun) {
                    begin();
                    return true;
                }
                if (!live) {
                    takeUpRing();
                }
                if (live) {
                    return follow(nanos);
                }
            }
            readPast();
            return true;
        }

        private void begin() {
            begun = true;
            if (seen == null) {
                seen = read.copy();
                live = true;
                cursor = ringEnd;
                standing.values().forEach(alert -> due.add(new Event(Kind.OPEN, null, alert.data)));
            }
            due.add(new Event(Kind.READY, id(), "{}"));
        }

        /** From what was read of the past on to the ring, as soon as it holds all that comes after. */
        private void takeUpRing() {
            if (seen().covers(evicted)) {
                live = true;
                cursor = ringStart;
                closePast();
            }
        }

        private boolean follow(long nanos) throws InterruptedException {
            if (cursor < ringStart) {
                drop("too slow: " + (ringEnd - cursor) + " transitions behind; reconnect to go on");
                return true;
            }
            if (cursor == ringEnd) {
                AlertFeed.this.wait(Math.max(1, nanos / 1_000_000));
                return true;
            }
            for (long end = Math.min(ringEnd, cursor + MAX_AT_ONCE); cursor < end; cursor++) {
                tell(inRing(cursor));
            }
            return true;
        }

        private void tell(Transition transition) {
            if (!seen().hasRead(transition.partition, transition.offset)) {
                seen().read(transition.partition, transition.offset);
                due.add(new Event(Kind.TRANSITION, id(), transition.data));
            }
        }

        private StreamPosition seen() {
            return Objects.requireNonNull(seen);
        }

        private void readPast() {
            try {
                if (past == null) {
                    past = records.consumer();
                    past.assign(partitions);
                    for (TopicPartition partition : partitions) {
                        past.seek(partition, seen().last()[partition.partition()] + 1);
                    }
                }
                List<ConsumerRecord<byte[], byte[]>> inOrder = new ArrayList<>();
                past.poll(POLL).forEach(inOrder::add);
                inOrder.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                        .thenComparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset));
                for (ConsumerRecord<byte[], byte[]> record : keepingPartitionOrder(inOrder)) {
                    Transition transition = transition(record);
                    if (transition != null) {
                        tell(transition);
                    }
                    seen().read(record.partition(), record.offset());
                }
            } catch (InvalidOffsetException e) {
                reset("the topic no longer holds what came after that event");
            }
        }

        private String id() {
            return topicId + OF_TOPIC + seen();
        }

        /** Begins anew, with the alerts that stand. */
        private void reset(String reason) {
            closePast();
            seen = null;
            begun = false;
            live = false;
            due.add(new Event(Kind.RESET, null, reason));
        }

        private void drop(String reason) {
            due.add(new Event(Kind.DROPPED, null, reason));
        }

        private void closePast() {
            if (past != null) {
                past.close();
                past = null;
            }
        }

        @Override
        public void close() {
            closePast();
        }
    }
}
