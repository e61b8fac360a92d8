package io.bellwether.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes events in for the pipeline. May be used from any thread. */
public interface EventIntake {

    /** Most events in one body. */
    int MAX_EVENTS = 10_000;

    /** How events are written in a body. */
    enum Form {
        /** One event, or an array of events. */
        JSON,
        /** One event a line. */
        JSON_LINES
    }

    /** What became of an event. */
    enum Outcome {
        /** Kafka has it. */
        ACCEPTED,
        /** It was told before. */
        DUPLICATE,
        /** It is no valid event; it is kept as a dead letter. */
        REFUSED
    }

    /**
     * What became of one event of a body.
     *
     * @param index its place among them, from 0
     * @param eventId given or derived; null where it is refused
     * @param field at fault; null if it is not refused, empty if no single field is
     * @param reason of a refusal
     */
    record Verdict(
            int index,
            Outcome outcome,
            @Nullable String eventId,
            @Nullable String field,
            @Nullable String reason) {}

    /**
     * Publishes the events of a body, and returns once Kafka has acknowledged all of them.
     *
     * @throws TooManyEvents if there are more than are taken at once; none is taken then
     * @throws IntakeUnavailable if Kafka or the registry does not take them; some may be taken then, and all may be sent
     *     again
     */
    List<Verdict> take(byte[] body, Form form);

    /** A body of too many events. */
    final class TooManyEvents extends RuntimeException {

        /** Names the limit. */
        public TooManyEvents() {
            super("at most " + MAX_EVENTS + " events are taken at once");
        }
    }

    /** The pipeline takes nothing in now. */
    final class IntakeUnavailable extends RuntimeException {

        /** Says why. */
        public IntakeUnavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
