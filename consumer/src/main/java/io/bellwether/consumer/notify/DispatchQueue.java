package io.bellwether.consumer.notify;

import io.bellwether.consumer.notify.Outbox.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * The messages that wait to be sent, by ordering key: those of one key are sent one after the other, those of different
 * keys at once. Bound: an entry per key with messages, and a number per message. Thread-safe.
 */
final class DispatchQueue {

    private final Map<String, KeyedMessages> byKey = new HashMap<>();
    private final DelayQueue<KeyedMessages> due = new DelayQueue<>();

    /** The messages of one key, oldest first. Owned by one worker at a time. */
    static final class KeyedMessages implements Delayed {

        private final String key;
        private final Deque<Long> numbers = new ArrayDeque<>();
        private int failures;
        private long dueNanos = System.nanoTime();

        private KeyedMessages(String key) {
            this.key = key;
        }

        /** Failed attempts of the oldest message. */
        int failures() {
            return failures;
        }

        int failed() {
            return ++failures;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueNanos - ((KeyedMessages) other).dueNanos);
        }
    }

    /** Adds a message; those of a key are added in their order. */
    synchronized void add(Entry entry) {
        KeyedMessages messages = byKey.get(entry.orderingKey());
        if (messages == null) {
            messages = new KeyedMessages(entry.orderingKey());
            byKey.put(entry.orderingKey(), messages);
            messages.numbers.add(entry.number());
            due.add(messages);
        } else {
            messages.numbers.add(entry.number());
        }
    }

    /** The messages of the key that is due next; waits for it. */
    KeyedMessages take() throws InterruptedException {
        return due.take();
    }

    /** Number of the oldest message of a key. */
    synchronized long oldest(KeyedMessages messages) {
        return Objects.requireNonNull(messages.numbers.peek());
    }

    /** Removes the oldest message of a key and makes the next one due. */
    synchronized void done(KeyedMessages messages) {
        messages.failures = 0;
        messages.numbers.remove();
        if (messages.numbers.isEmpty()) {
            byKey.remove(messages.key);
        } else {
            reschedule(messages, Duration.ZERO);
        }
    }

    void reschedule(KeyedMessages messages, Duration pause) {
        messages.dueNanos = System.nanoTime() + pause.toNanos();
        due.add(messages);
    }

    synchronized long size() {
        return byKey.values().stream()
                .mapToLong(messages -> messages.numbers.size())
                .sum();
    }
}
