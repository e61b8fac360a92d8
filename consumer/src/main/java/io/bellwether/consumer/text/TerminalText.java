package io.bellwether.consumer.text;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Makes text safe to print on a terminal: the author of an event must not be able to move the cursor, set the title, fake
 * a line of ours or change the order in which text is read.
 */
public final class TerminalText {

    /** ECMA-48: CSI sequences, strings (OSC, DCS, SOS, PM, APC) up to their terminator, and two-byte escapes. */
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("(?:\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]"
            + "|(?:\\x1B[\\]PX^_]|[\\x9D\\x90\\x98\\x9E\\x9F])[^\\x07\\x1B\\x9C]*(?:\\x07|\\x1B\\\\|\\x9C)"
            + "|\\x1B[ -/]*[0-~]");

    private TerminalText() {}

    /** The text on one line, without escape sequences, control characters and bidirectional controls. */
    public static String line(String text) {
        return cleaned(text, c -> false).strip();
    }

    /** The same with its line feeds, tabs and leading white space, for text that is laid out already. */
    public static String lines(String text) {
        return cleaned(text, c -> c == '\n' || c == '\t');
    }

    private static String cleaned(String text, IntPredicate kept) {
        StringBuilder clean = new StringBuilder(text.length());
        ESCAPE_SEQUENCE.matcher(text).replaceAll("").codePoints().forEach(c -> {
            if (kept.test(c) || !isUnsafe(c)) {
                clean.appendCodePoint(c);
            } else if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                clean.append(' ');
            }
        });
        return clean.toString();
    }

    /** A JSON text with what is unsafe in its strings escaped, so that programs read the same values. */
    public static String json(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || !isUnsafe(c)) {
                safe.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    safe.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200B
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C
                || c == 0xFEFF
                || (c >= 0xE0000 && c <= 0xE007F)
                || Character.getType(c) == Character.SURROGATE;
    }
}
