package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;

/** Input as it is quoted in a reason: of bounded length. */
public final class Shortened {

    private static final int MAX_SHOWN = 80;

    private Shortened() {}

    /** A value by its JSON text; text is in single quotes. */
    static String shown(JsonNode value) {
        return value.isTextual() ? "'" + shortened(value.textValue()) + "'" : shortened(value.toString());
    }

    public static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
