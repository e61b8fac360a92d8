package io.bellwether.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bellwether.consumer.text.TerminalText;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of JSON values in columns as wide as their values. */
final class TextTable {

    private static final int MAX_WIDTH = 100;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> header) {
        rows.add(header);
    }

    TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    /** A row for each object of an array, with these fields. */
    static TextTable ofObjects(List<String> fields, JsonNode array) {
        TextTable table = new TextTable(fields);
        array.forEach(entry -> table.row(cells(fields, entry)));
        return table;
    }

    /** A row for each entry of an object: its name, then these fields of its value. */
    static TextTable ofEntries(String key, List<String> fields, JsonNode object) {
        TextTable table = new TextTable(with(key, fields));
        object.properties().forEach(entry -> table.row(with(entry.getKey(), cells(fields, entry.getValue()))));
        return table;
    }

    static List<String> with(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    static List<String> cells(List<String> fields, JsonNode object) {
        return fields.stream().map(field -> text(object.get(field))).toList();
    }

    /** A value as a cell: {@code -} for null, numbers with two decimals, the elements of a list separated by blanks. */
    static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "-";
        }
        if (value.isDouble()) {
            return BigDecimal.valueOf(value.asDouble())
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof ArrayNode array) {
            List<String> parts = new ArrayList<>();
            array.forEach(part -> parts.add(part.asText()));
            return TerminalText.line(String.join(" ", parts));
        }
        return TerminalText.line(value.asText());
    }

    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], row.get(i).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format("%-" + Math.max(1, widths[i]) + "s  ", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
