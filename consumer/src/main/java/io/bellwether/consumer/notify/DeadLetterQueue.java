package io.bellwether.consumer.notify;

/** Keeps messages that cannot be delivered. */
@FunctionalInterface
interface DeadLetterQueue {

    /**
     * Keeps a message with the reason; returns once it is safe.
     *
     * @return false if it is not kept now, and may be later
     */
    boolean keep(OutboxMessage message, String reason);
}
