package io.bellwether.app;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a verb reads and writes.
 *
 * @param outIsTerminal whether a person looks at {@code out}; colours go there then
 * @param errIsTerminal whether a person looks at {@code err}; moving progress goes there then
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {

    /** The process's own; the launcher says what is a terminal, since Java cannot tell of one stream alone. */
    static Console system() {
        String terminals = System.getProperty("bellwether.terminals", "");
        return new Console(System.in, System.out, System.err, terminals.contains("out"), terminals.contains("err"));
    }
}
