package io.bellwether.consumer.webhook;

import java.time.Duration;

/** The result of posting a message once. */
public sealed interface PostResult {

    /** The receiver has accepted the message. */
    record Delivered() implements PostResult {}

    /**
     * It is unknown whether the receiver has the message; it may be sent again.
     *
     * @param reason in words, without secrets
     * @param after how long the receiver asks for no further requests; zero if it does not
     */
    record Retry(String reason, Duration after) implements PostResult {}

    /** The receiver rejects this message, however often it is sent. */
    record Rejected(String reason) implements PostResult {}

    /** The receiver wants no message any more (HTTP 410). */
    record Gone(String reason) implements PostResult {}
}
