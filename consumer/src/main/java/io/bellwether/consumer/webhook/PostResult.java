package io.bellwether.consumer.webhook;

import java.time.Duration;

/** What became of a message. */
public sealed interface PostResult {

    /** The receiver has it. */
    record Taken() implements PostResult {}

    /**
     * Nobody knows whether the receiver has it; the same message may be sent again.
     *
     * @param reason in words, without secrets
     * @param after how long the receiver asks to be left alone; zero if it does not
     */
    record Later(String reason, Duration after) implements PostResult {}

    /** The receiver does not want this message, however often it is sent. */
    record Never(String reason) implements PostResult {}
}
