package io.bellwether.app;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option for the clock that moves the as-of day. */
final class ClockOption {

    /** The clocks. */
    enum Source {
        /** The newest event. */
        EVENT,
        /** The newest event, or the calendar (UTC) where that is later. */
        WALL
    }

    @Option(
            names = "--clock",
            paramLabel = "event|wall",
            description = {
                "What moves the as-of day: events alone (default), or the calendar too, so that a commitment lapses at",
                "midnight UTC without a new event. All instances of a pipeline should agree."
            })
    private Source source = Source.EVENT;

    /** Lower bound of the as-of day; empty if events alone move it. */
    Optional<Supplier<LocalDate>> source() {
        return source == Source.WALL ? Optional.of(() -> LocalDate.now(Clock.systemUTC())) : Optional.empty();
    }
}
