package io.bellwether.consumer.notify;

import java.time.Duration;

/**
 * How often a receiver is tried.
 *
 * @param workers messages on their way at once
 * @param firstPause after the first failure of a message; doubled each time, by half more or less at random
 * @param longestPause what the pauses grow to
 * @param giveUpAfter how long a message waits before it becomes a dead letter
 * @param circuitPause how long a receiver that fails most of the time is left alone before one message tries it
 */
record DispatchSettings(
        int workers, Duration firstPause, Duration longestPause, Duration giveUpAfter, Duration circuitPause) {

    static final DispatchSettings DEFAULT = new DispatchSettings(
            4, Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofSeconds(30));

    DispatchSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be 1 or more, got: " + workers);
        }
    }
}
