package io.bellwether.consumer.text;

import java.util.regex.Pattern;

/**
 * Text of events made harmless for a terminal: an event's author must not be able to move the cursor, set the title,
 * fake a line of ours or reorder what is read.
 */
public final class TerminalText {

    /** ECMA-48: CSI sequences, strings (OSC, DCS, SOS, PM, APC) up to their terminator, and two-byte escapes. */
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("(?:\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]"
            + "|(?:\\x1B[\\]PX^_]|[\\x9D\\x90\\x98\\x9E\\x9F])[^\\x07\\x1B\\x9C]*(?:\\x07|\\x1B\\\\|\\x9C)"
            + "|\\x1B[ -/]*[0-~]");

    private TerminalText() {}

    /** The text on one line, without escape sequences, control characters and bidirectional overrides. */
    public static String line(String text) {
        String bare = ESCAPE_SEQUENCE.matcher(text).replaceAll("");
        StringBuilder line = new StringBuilder(bare.length());
        bare.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                line.append(' ');
            } else if (!Character.isISOControl(c) && !invisible(c)) {
                line.appendCodePoint(c);
            }
        });
        return line.toString().strip();
    }

    private static boolean invisible(int c) {
        return (c >= 0x202A && c <= 0x202E)
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
