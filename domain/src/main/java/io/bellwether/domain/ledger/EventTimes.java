package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import java.time.LocalDate;

/** When the events of a brand that count were published, from the first to the last, in microseconds. */
final class EventTimes {

    private long oldestMicros = Long.MAX_VALUE;
    private long newestMicros = Long.MIN_VALUE;
    private long newestDay = Long.MIN_VALUE;
    private int newestMonth = Integer.MIN_VALUE;

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
        newestMicros = micros;
        long day = Provenance.epochDay(micros);
        if (day == newestDay) {
            return false;
        }
        newestDay = day;
        newestMonth = Months.of(LocalDate.ofEpochDay(day));
        return true;
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

    /** The day of the newest event. */
    long newestDay() {
        return newestDay;
    }

    /** The month of the newest event; before all others without one. */
    int newestMonth() {
        return newestMonth;
    }
}
