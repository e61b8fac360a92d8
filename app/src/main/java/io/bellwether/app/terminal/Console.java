package io.bellwether.app.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a verb reads and writes. Text printed to {@code out} and {@code err} cannot control a terminal.
 *
 * @param outIsTerminal whether {@code out} is a terminal: colours are allowed then
 * @param errIsTerminal whether {@code err} is a terminal: a progress line is shown then
 * @param columns of the terminal that {@code out} is; 0 if that is not known
 */
public record Console(
        InputStream in,
        TerminalStream out,
        TerminalStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {

    public Console(InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
        this(in, new TerminalStream(out), new TerminalStream(err), outIsTerminal, errIsTerminal, 0);
    }

    /** The process's own streams; the launcher says which are terminals, since Java cannot tell for one stream alone. */
    public static Console system() {
        String terminals = System.getProperty("bellwether.terminals", "");
        boolean out = terminals.contains("out");
        return new Console(
                System.in,
                new TerminalStream(System.out),
                new TerminalStream(System.err),
                out,
                terminals.contains("err"),
                out ? Integer.getInteger("bellwether.columns", 0) : 0);
    }
}
