package io.bellwether.server;

import java.util.List;
import java.util.Map;

/**
 * A parameter of a route, in its path or its query.
 *
 * @param schema JSON Schema of its value
 * @param example a value for which the shipped data have an answer
 */
record Parameter(String name, boolean inPath, String description, Map<String, Object> schema, String example) {

    /** Longest value of any parameter, in characters. */
    static final int MAX_LENGTH = 200;

    /** Longest cursor: it holds names and an id, encoded. */
    static final int MAX_CURSOR_LENGTH = 4_000;

    static Parameter path(String name, String description, String example) {
        return new Parameter(name, true, description, text(), example);
    }

    static Parameter query(String name, String description, String example) {
        return new Parameter(name, false, description, text(), example);
    }

    static Parameter query(String name, String description, List<String> words, String example) {
        return new Parameter(name, false, description, Map.of("type", "string", "enum", words), example);
    }

    static Parameter date(String name, String description, String example) {
        return new Parameter(name, false, description, Map.of("type", "string", "format", "date"), example);
    }

    static Parameter month(String name, String description, String example) {
        Map<String, Object> month = Map.of("type", "string", "pattern", "^[0-9]{4}-[0-9]{2}$");
        return new Parameter(name, false, description, month, example);
    }

    static Parameter limit(int max) {
        return number("limit", "Maximum number of entries.", max, 3);
    }

    /** Integer in 1..max; default max. */
    static Parameter number(String name, String description, int max, int example) {
        Map<String, Object> number = Map.of("type", "integer", "minimum", 1, "maximum", max, "default", max);
        return new Parameter(name, false, description, number, Integer.toString(example));
    }

    /** Integer in min..max, without a default. */
    static Parameter number(String name, String description, int min, int max, int example) {
        Map<String, Object> number = Map.of("type", "integer", "minimum", min, "maximum", max);
        return new Parameter(name, false, description, number, Integer.toString(example));
    }

    private static Map<String, Object> text() {
        return Map.of("type", "string", "minLength", 1, "maxLength", MAX_LENGTH);
    }
}
