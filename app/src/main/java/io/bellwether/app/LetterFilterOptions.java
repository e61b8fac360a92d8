package io.bellwether.app;

import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.deadletter.DeadLetterFilter;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterFilterOptions {

    @Option(
            names = {"--origin", "--file"},
            paramLabel = "TEXT",
            description = "Part of the file, feed or topic it came from; http.")
    private @Nullable String origin;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Part of the reason, in any case.")
    private @Nullable String reason;

    @Option(names = "--field", paramLabel = "NAME", description = "The field at fault.")
    private @Nullable String field;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = {
                "What was refused: json or csv (of a file, feed or request), record (of a topic), alert (a message",
                "that a receiver did not take)."
            })
    private DeadLetterSummary.@Nullable Kind kind;

    @Option(names = "--since", paramLabel = "TIME", description = "Not written before: an instant or a date (UTC).")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Written before: an instant or a date (UTC).")
    private @Nullable String until;

    DeadLetterFilter filter(DeadLetterFilter.@Nullable State state) {
        return new DeadLetterFilter(origin, reason, field, kind, time("--since", since), time("--until", until), state);
    }

    boolean isAny() {
        return origin != null || reason != null || field != null || kind != null || since != null || until != null;
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new UsageError(option + " must be like 2024-11-11 or 2024-11-11T08:00:00Z, got: " + text);
        }
    }
}
