package io.bellwether.consumer;

/** Keeps what a receiver will never take. */
@FunctionalInterface
interface Undelivered {

    /**
     * Keeps a message with the reason; returns once it is safe.
     *
     * @return false if it is not kept now, and may be later
     */
    boolean keep(Parcel parcel, String reason);
}
