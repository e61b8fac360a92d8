package io.bellwether.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two parts of a signal's message: its first sentence stands alone, the others prove it. */
final class Sentences {

    private static final Pattern END = Pattern.compile("[.!?](?=\\s+[\\p{Lu}\\d])|[。！？]");

    private Sentences() {}

    /** The first sentence with its stop. */
    static String first(String message) {
        Matcher end = END.matcher(message);
        return end.find() ? message.substring(0, end.end()) : message;
    }

    /** What follows the first sentence; empty if nothing does. */
    static String rest(String message) {
        return message.substring(first(message).length()).strip();
    }
}
