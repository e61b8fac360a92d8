package io.bellwether.app.terminal;

import io.bellwether.consumer.text.TerminalText;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints text that may come from events: nothing in it can control a terminal. Bytes pass as they are. */
public final class TerminalStream extends PrintStream {

    private final PrintStream target;

    public TerminalStream(PrintStream target) {
        super(target);
        this.target = target;
    }

    /** Prints text as it is, such as colours of ours. */
    public PrintStream unfiltered() {
        return target;
    }

    @Override
    public void print(@Nullable String text) {
        target.print(TerminalText.lines(String.valueOf(text)));
    }

    @Override
    public void println(@Nullable String text) {
        target.println(TerminalText.lines(String.valueOf(text)));
    }

    @Override
    public void println() {
        target.println();
    }
}
