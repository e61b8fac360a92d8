package io.bellwether.producer.format;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;
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

    /** The same with another encoding. */
    public TextOptions withEncoding(@Nullable Charset other) {
        return new TextOptions(numbers, constants, other);
    }

    /** Equal for options that read every text the same; empty for the default. */
    public String fingerprint() {
        return equals(DEFAULT) ? "" : numbers + "|" + new TreeMap<>(constants) + "|" + encoding;
    }
}
