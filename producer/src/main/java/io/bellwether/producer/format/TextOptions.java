package io.bellwether.producer.format;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How files of rows are read.
 *
 * @param numbers how numbers are written
 * @param constants columns that every row shares, by name
 * @param encoding of the text; null: UTF-8, or UTF-16 where the text shows it
 */
public record TextOptions(
        NumberFormat numbers,
        Map<String, String> constants,
        @Nullable Charset encoding) {

    /** Plain numbers, no shared columns, UTF-8 or UTF-16. */
    public static final TextOptions DEFAULT = new TextOptions(NumberFormat.PLAIN, Map.of(), null);

    public TextOptions {
        constants = Map.copyOf(constants);
    }

    /** What is wrong with names of columns that are to be given once; empty if nothing is. */
    public static String unknownColumns(Map<String, String> constants) {
        return constants.keySet().stream()
                .filter(column -> !CsvColumns.known().contains(column))
                .sorted()
                .map(column -> "'" + column + "' is no column"
                        + FieldFaults.nearest(column, CsvColumns.known())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; known: " + String.join(", ", CsvColumns.known())))
                .collect(Collectors.joining("; "));
    }

    /** The same with another encoding. */
    public TextOptions withEncoding(@Nullable Charset other) {
        return new TextOptions(numbers, constants, other);
    }

    /** Equal for options that read every text the same; empty for the default. */
    public String fingerprint() {
        return equals(DEFAULT) ? "" : numbers + "|" + new TreeMap<>(constants) + "|" + encoding;
    }
}
