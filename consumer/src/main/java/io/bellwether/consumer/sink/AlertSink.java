package io.bellwether.consumer.sink;

import java.util.Map;

/**
 * A destination of alerts. A sink is used by one thread, opened once and closed once; retries, pauses and skipping belong
 * to the stage before it. A durable sink stores its position atomically with what it writes, and reports a transition that
 * it already has as delivered.
 */
public interface AlertSink extends AutoCloseable {

    /** The name to show, e.g. {@code jsonl:alerts.jsonl}; holds no secrets. */
    String name();

    /**
     * Opens the sink, repairs what a crash left, and returns where to resume.
     *
     * @throws AlertConsumerException if it cannot be opened, is in use by another process, or holds offsets of another
     *     origin
     * @throws SinkUnavailableException if opening it again may help
     */
    SinkState open(Origin origin);

    /** Stores a batch, all of it or nothing. */
    DeliveryResult deliver(AlertBatch batch);

    /**
     * Does what is due, such as notifications of groups; called between batches.
     *
     * @throws AlertConsumerException if the sink cannot send any more
     */
    default void check() {}

    /**
     * Whether a sink without a stored position is first given the alerts that are open, each after its last transition, so
     * that it hears of their end.
     */
    default boolean beginsWithOpenAlerts() {
        return false;
    }

    /** How deliveries ended since the start, of a sink that sends in the background. Thread-safe. */
    default Map<Outcome, Long> outcomes() {
        return Map.of();
    }

    /** How a delivery ended. */
    enum Outcome {
        /** The receiver has it. */
        ACCEPTED,
        /** An attempt failed and is repeated. */
        FAILED,
        /** The receiver rejects it; it became a dead letter. */
        REJECTED,
        /** It was tried for too long; it became a dead letter. */
        GIVEN_UP,
        /** The receiver wants no messages any more; it became a dead letter, without a call after the first. */
        GONE
    }

    /** The counts of a sink that sends in the background. Thread-safe. */
    default Sending sending() {
        return Sending.NOTHING;
    }

    /**
     * Counts of a sink that sends in the background, since the start.
     *
     * @param waiting messages that are stored and not sent yet
     * @param failures attempts that failed and will be repeated
     * @param deadLetters messages that were rejected or given up, and became dead letters
     */
    record Sending(long waiting, long failures, long deadLetters) {

        public static final Sending NOTHING = new Sending(0, 0, 0);
    }

    /** Releases files and connections; also after a failed {@link #open}, and twice. */
    @Override
    void close();
}
