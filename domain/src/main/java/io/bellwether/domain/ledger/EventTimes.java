package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;

/** When the events of a brand that count were published, from the first to the last, in microseconds. */
final class EventTimes {

    private long oldestMicros = Long.MAX_VALUE;
    private long newestMicros = Long.MIN_VALUE;

    /**
     * Takes note of an event.
     *
     * @return whether it moved the day of the newest event
     */
    boolean add(long micros) {
        oldestMicros = Math.min(oldestMicros, micros);
        if (micros <= newestMicros) {
            return false;
        }
        boolean newDay = isEmpty() || Provenance.epochDay(micros) != Provenance.epochDay(newestMicros);
        newestMicros = micros;
        return newDay;
    }

    boolean isEmpty() {
        return newestMicros == Long.MIN_VALUE;
    }

    long oldestMicros() {
        return oldestMicros;
    }

    long newestMicros() {
        return newestMicros;
    }
}
