package io.bellwether.consumer.route;

/**
 * Something wrong in a file of routes.
 *
 * @param line 1 is the first
 * @param column 1 is the first
 * @param field where in the file, e.g. {@code route.routes[0].match.rule}; empty for the file as a whole
 */
public record Mistake(int line, int column, String field, String message) {

    /** {@code line:column: field: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
