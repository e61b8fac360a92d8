package io.bellwether.consumer.notify;

/** Keeps what a receiver will never take. */
@FunctionalInterface
interface DeadLetterQueue {

    /**
     * Keeps a message with the reason; returns once it is safe.
     *
     * @return false if it is not kept now, and may be later
     */
    boolean keep(OutboxMessage parcel, String reason);
}
