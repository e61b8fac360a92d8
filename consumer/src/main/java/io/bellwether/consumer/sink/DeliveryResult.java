package io.bellwether.consumer.sink;

/** The result of delivering a batch. */
public sealed interface DeliveryResult {

    /** The batch is stored: a crash from now on does not lose it. */
    record Delivered() implements DeliveryResult {}

    /** Nothing of the batch is stored; a retry may help. */
    record Retryable(String reason) implements DeliveryResult {}

    /** Nothing of the batch is stored; a retry would not help. */
    record Permanent(String reason) implements DeliveryResult {}

    static DeliveryResult delivered() {
        return new Delivered();
    }

    static DeliveryResult retryable(String reason) {
        return new Retryable(reason);
    }

    static DeliveryResult permanent(String reason) {
        return new Permanent(reason);
    }
}
