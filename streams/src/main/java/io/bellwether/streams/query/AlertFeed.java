package io.bellwether.streams.query;

import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of alerts once for all subscriptions. It knows the open alerts by the transitions read so far, so that
 * they and the transitions after them join without a gap, and keeps the last transitions in a ring
 * that every {@link AlertSubscription} reads at its own pace. A subscription that the ring laps is ended.
 *
 * <p>Memory: the open alerts, and a ring of transitions of bounded size ({@link TransitionRing}),
 * however many follow.
 */
public final class AlertFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
    private static final char AFTER_TOPIC = ':';
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final AlertRecords records;
    private final Thread thread;
    private final Consumer<byte[], byte[]> consumer;
    private final String topicId;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    // All below: under the lock of this.
    private final Map<String, AlertTransitionRecord> open = new LinkedHashMap<>();
    private final TransitionRing ring;
    private final StreamPosition read;
    private boolean caughtUp;
    private boolean closed;
    private @Nullable String failure;

    private AlertFeed(AlertRecords records) {
        this.records = records;
        this.topicId = records.topicId();
        this.consumer = records.consumer();
        this.partitions = records.partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(partitions));
        this.read = StreamPosition.start(partitions.size());
        this.ring = new TransitionRing(partitions.size());
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
        for (ConsumerRecord<byte[], byte[]> record : AlertRecords.inOrder(polled)) {
            AlertTransitionRecord transition = transition(record);
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

    /** The transition in a record; null if it is none. Waits while the registry gives no answer. */
    @Nullable
    AlertTransitionRecord transition(ConsumerRecord<byte[], byte[]> record) {
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

    private void add(AlertTransitionRecord transition) {
        if (transition.open()) {
            open.put(transition.alertId(), transition);
        } else {
            open.remove(transition.alertId());
        }
        ring.add(transition);
    }

    synchronized boolean isClosed() {
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
     * Follows the alerts: first those that are open, then every transition after.
     *
     * @param lastEventId where an earlier subscription came to, to this instance or another: only transitions after it;
     *     null to begin. One of another topic (of another cluster, or before it was deleted) means nothing here: then
     *     {@link AlertSubscription.Kind#RESET} comes first, and all begins anew
     * @throws IllegalArgumentException if that is no id of ours
     */
    public AlertSubscription subscribe(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return new AlertSubscription(this, null, true);
        }
        int colon = lastEventId.indexOf(AFTER_TOPIC); // -1: as given out before ids named their topic
        boolean ours = colon < 0 || lastEventId.substring(0, colon).equals(topicId);
        StreamPosition position = StreamPosition.parse(
                lastEventId.substring(colon + 1), ours ? partitions.size() : StreamPosition.MAX_PARTITIONS);
        return new AlertSubscription(this, position, ours && isOnTopic(position));
    }

    /** Whether the topic has come as far; another instance may have read more of it than this one. */
    private boolean isOnTopic(StreamPosition position) {
        synchronized (this) {
            if (read.covers(position)) {
                return true;
            }
        }
        try (Consumer<byte[], byte[]> other = records.consumer()) {
            return other.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> !position.hasRead(end.getKey().partition(), end.getValue()));
        }
    }

    /** What names a position in the topic: its id, then the position. */
    String eventId(StreamPosition position) {
        return topicId + AFTER_TOPIC + position;
    }

    /** Another consumer of all partitions. */
    Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> other = records.consumer();
        other.assign(partitions);
        return other;
    }

    /** The open alerts. The caller holds the lock of this. */
    Collection<AlertTransitionRecord> open() {
        return open.values();
    }

    /** The last transitions. The caller holds the lock of this. */
    TransitionRing ring() {
        return ring;
    }

    /** How far the topic was read. The caller holds the lock of this. */
    StreamPosition read() {
        return read;
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
}
