package io.bellwether.consumer.notify;

import java.time.Duration;

/**
 * How messages are sent to a receiver.
 *
 * @param workers messages sent at once
 * @param firstPause after the first failure of a message; doubled each time, randomised by half
 * @param longestPause upper bound of the pauses
 * @param giveUpAfter how long a message waits before it becomes a dead letter
 * @param circuitPause how long the circuit stays open when most calls fail, before one call is permitted
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
