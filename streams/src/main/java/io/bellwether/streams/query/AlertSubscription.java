package io.bellwether.streams.query;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows the alerts of an {@link AlertFeed}. One that begins gets the open alerts and follows the ring; one that goes on
 * reads the topic from where it came to until the ring holds all that comes after. For one thread at a time.
 */
public final class AlertSubscription implements AutoCloseable {

    private static final int MAX_AT_ONCE = 100;
    private static final Duration POLL = Duration.ofMillis(200);

    private final AlertFeed feed;
    private final Deque<Event> due = new ArrayDeque<>();
    private @Nullable StreamPosition seen;
    private boolean begun;
    private boolean followsRing;
    /** The number in the ring of the next transition. */
    private long cursor;

    private @Nullable Consumer<byte[], byte[]> past;

    /** What happens in a subscription. */
    public enum Kind {
        /** All events before are void: data says why, and the subscription begins anew. */
        RESET,
        /** An open alert. */
        OPEN,
        /** All open alerts were handed out. */
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

    /**
     * A subscription.
     *
     * @param seen where it goes on; null to begin
     * @param isOnTopic whether the topic has come as far; if not, it begins anew
     */
    AlertSubscription(AlertFeed feed, @Nullable StreamPosition seen, boolean isOnTopic) {
        this.feed = feed;
        this.seen = seen;
        if (!isOnTopic) {
            reset("that id is of another topic: of another cluster, or before the topic was created again or cut");
        }
    }

    /** The next event; null if there is none within the time. After {@link Kind#DROPPED} there is no other. */
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
        synchronized (feed) {
            if (feed.isClosed()) {
                drop("the instance stops; reconnect to go on");
                return true;
            }
            if (!feed.isCaughtUp()) {
                await(nanos);
                return true;
            }
            if (!begun) {
                begin();
                return true;
            }
            if (!followsRing && feed.ring().holdsAllAfter(seen())) {
                followsRing = true;
                cursor = feed.ring().start();
                closePast();
            }
            if (followsRing) {
                follow(nanos);
                return true;
            }
        }
        readPast();
        return true;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller looks again
    private void await(long nanos) throws InterruptedException {
        feed.wait(Math.max(1, nanos / 1_000_000));
    }

    private void begin() {
        begun = true;
        if (seen == null) {
            seen = feed.read().copy();
            followsRing = true;
            cursor = feed.ring().end();
            feed.open().forEach(alert -> due.add(new Event(Kind.OPEN, null, alert.data())));
        }
        due.add(new Event(Kind.READY, id(), "{}"));
    }

    private void follow(long nanos) throws InterruptedException {
        TransitionRing ring = feed.ring();
        if (cursor < ring.start()) {
            drop("too slow: " + (ring.end() - cursor) + " transitions behind; reconnect to go on");
        } else if (cursor == ring.end()) {
            await(nanos);
        } else {
            for (long end = Math.min(ring.end(), cursor + MAX_AT_ONCE); cursor < end; cursor++) {
                add(ring.at(cursor));
            }
        }
    }

    private void add(AlertTransitionRecord transition) {
        if (!seen().hasRead(transition.partition(), transition.offset())) {
            seen().read(transition.partition(), transition.offset());
            due.add(new Event(Kind.TRANSITION, id(), transition.data()));
        }
    }

    private StreamPosition seen() {
        return Objects.requireNonNull(seen);
    }

    private void readPast() {
        try {
            if (past == null) {
                past = feed.consumer();
                for (TopicPartition partition : past.assignment()) {
                    past.seek(partition, seen().last()[partition.partition()] + 1);
                }
            }
            for (ConsumerRecord<byte[], byte[]> record : AlertRecords.inOrder(past.poll(POLL))) {
                AlertTransitionRecord transition = feed.transition(record);
                if (transition != null) {
                    add(transition);
                }
                seen().read(record.partition(), record.offset());
            }
        } catch (InvalidOffsetException e) {
            reset("the topic no longer holds what came after that event");
        }
    }

    private String id() {
        return feed.eventId(seen());
    }

    /** Begins anew, with the open alerts. */
    private void reset(String reason) {
        closePast();
        seen = null;
        begun = false;
        followsRing = false;
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
