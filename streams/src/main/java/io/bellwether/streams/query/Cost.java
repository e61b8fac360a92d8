package io.bellwether.streams.query;

import java.time.Duration;

/** What the answer to a query takes of the instance that gives it. */
public enum Cost {
    /** Some reads of a store: milliseconds. */
    READ(Duration.ofMillis(1_500)),

    /** Statements are read and added up again: up to seconds, a processor and memory, so that few run at a time. */
    REPLAY(Duration.ofSeconds(30));

    private final Duration answerWithin;

    Cost(Duration answerWithin) {
        this.answerWithin = answerWithin;
    }

    /** How long another instance is waited for. */
    public Duration answerWithin() {
        return answerWithin;
    }
}
