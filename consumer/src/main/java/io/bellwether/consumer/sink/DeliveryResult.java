package io.bellwether.consumer.sink;

/** What became of a batch. */
public sealed interface DeliveryResult {

    /** The batch is kept: a crash from now on does not lose it. */
    record Delivered() implements DeliveryResult {}

    /** Nothing of the batch is kept, and trying again may help. */
    record Retryable(String reason) implements DeliveryResult {}

    /** Nothing of the batch is kept, and trying again would not help. */
    record Permanent(String reason) implements DeliveryResult {}

    /** The batch is kept. */
    static DeliveryResult delivered() {
        return new Delivered();
    }

    /** Trying again may help. */
    static DeliveryResult retryable(String reason) {
        return new Retryable(reason);
    }

    /** Trying again would not help. */
    static DeliveryResult permanent(String reason) {
        return new Permanent(reason);
    }
}
