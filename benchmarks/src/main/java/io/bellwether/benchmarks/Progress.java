package io.bellwether.benchmarks;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells, on standard error, how far a benchmark is. */
final class Progress {

    private Progress() {}

    static void say(String format, Object... values) {
        System.err.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " "
                + String.format(Locale.ROOT, format, values));
    }
}
