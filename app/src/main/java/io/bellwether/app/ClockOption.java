package io.bellwether.app;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which clock moves the as-of day. */
final class ClockOption {

    /** What moves it. */
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
                "What moves the as-of day: events alone (default), or the calendar too, so that a promise lapses at",
                "midnight UTC although nobody says a word. All instances of a pipeline should agree."
            })
    private Source source = Source.EVENT;

    /** For the topology: a day that the as-of day is not before; empty where events alone move it. */
    Optional<Supplier<LocalDate>> source() {
        return source == Source.WALL ? Optional.of(() -> LocalDate.now(Clock.systemUTC())) : Optional.empty();
    }
}
