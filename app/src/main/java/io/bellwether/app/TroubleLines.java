package io.bellwether.app;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells whoever watches a running verb of each trouble once, and when all is well again. */
final class TroubleLines implements AutoCloseable {

    private static final int LOOK_EVERY_MS = 1_000;

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "troubles");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<List<String>> troubles;
    private final PrintStream out;
    private Set<String> told = Set.of();

    TroubleLines(Supplier<List<String>> troubles, PrintStream out) {
        this.troubles = troubles;
        this.out = out;
    }

    /** Looks for troubles every second until closed. */
    static TroubleLines start(Supplier<List<String>> troubles, PrintStream out) {
        TroubleLines lines = new TroubleLines(troubles, out);
        var unused =
                lines.looking.scheduleWithFixedDelay(lines::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        return lines;
    }

    /** Tells what is new. */
    void look() {
        Set<String> now = new LinkedHashSet<>(troubles.get());
        now.stream()
                .filter(trouble -> !told.contains(trouble))
                .forEach(trouble -> out.println("bellwether: " + trouble + "; the rest goes on"));
        if (now.isEmpty() && !told.isEmpty()) {
            out.println("bellwether: all is well again");
        }
        out.flush();
        told = now;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
