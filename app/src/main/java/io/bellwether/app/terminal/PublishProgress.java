package io.bellwether.app.terminal;

import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.publish.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** A progress line of publishing on a terminal; silent otherwise. */
public final class PublishProgress implements Progress, AutoCloseable {

    private static final long STEP_NANOS = 100_000_000L;
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream err;
    private final boolean shown;
    private long lastShown = System.nanoTime() - STEP_NANOS;
    private boolean dirty;

    public PublishProgress(Console console) {
        this.err = console.err().unfiltered();
        this.shown = console.errIsTerminal();
    }

    @Override
    public void at(Step step) {
        long now = System.nanoTime();
        if (!shown || now - lastShown < STEP_NANOS) {
            return;
        }
        lastShown = now;
        dirty = true;
        String share = step.totalBytes().isPresent() && step.totalBytes().getAsLong() > 0
                ? String.format(
                        Locale.ROOT,
                        " %d%%",
                        100 * step.bytes() / step.totalBytes().getAsLong())
                : "";
        err.printf(
                Locale.ROOT,
                "%s%s line %d%s: %d accepted, %d duplicate, %d refused",
                CLEAR,
                TerminalText.line(String.valueOf(Path.of(step.input()).getFileName())),
                step.line(),
                share,
                step.counts().accepted(),
                step.counts().duplicate(),
                step.counts().refused());
        err.flush();
    }

    @Override
    public void close() {
        if (dirty) {
            err.print(CLEAR);
            err.flush();
            dirty = false;
        }
    }
}
