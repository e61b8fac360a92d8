package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;

/**
 * What is known on a day (docs/figures.md#point-in-time): the events published by then, the WITHDRAWN retractions
 * published by then, and VOID ones, which work as of every day, whenever they were published.
 *
 * @param epochDay the last day whose events are known
 * @param laterVoids whether VOID retractions published after that day work too; without them it is what a reader saw
 *     then, which is how two days are compared (docs/figures.md#changes)
 */
public record Knowledge(long epochDay, boolean laterVoids) {

    /** All that was ever said. */
    public static final Knowledge ALL = new Knowledge(Long.MAX_VALUE, true);

    /** As of a day, VOID retractions of any day applied. */
    public static Knowledge asOf(LocalDate day) {
        return new Knowledge(day.toEpochDay(), true);
    }

    /** As a reader saw it on a day: what was taken back later still counts. */
    public static Knowledge seenOn(LocalDate day) {
        return new Knowledge(day.toEpochDay(), false);
    }

    /** Whether an event is known, as an event of its day. */
    public boolean includes(Provenance event) {
        return event.epochDay() <= epochDay;
    }

    /** Whether a retraction works, be it an event by then or not. */
    public boolean applies(Statement.Retraction retraction) {
        return includes(retraction.provenance()) || (laterVoids && retraction.isVoid());
    }
}
