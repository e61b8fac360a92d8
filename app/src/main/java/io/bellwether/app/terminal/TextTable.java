package io.bellwether.app.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bellwether.consumer.text.FigureText;
import io.bellwether.consumer.text.TerminalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: columns as wide as their values, figures to the right. On a terminal that is too narrow for it the
 * texts are broken into lines, and on one that is narrower still each row becomes a block of lines.
 */
public final class TextTable {

    /** A text column keeps this many columns of the terminal, so that it stays readable when it is broken. */
    private static final int LEAST_TEXT = 28;

    private static final String GAP = "  ";
    private static final Pattern FIGURE = Pattern.compile("-|[-+]?[\\d,]+(?:\\.\\d+)?");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private UnaryOperator<String> paint = UnaryOperator.identity();

    public TextTable(List<String> header) {
        this.header = header;
    }

    public TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    /** Colours a cell; the escape sequences that it adds take no width. */
    public TextTable painted(UnaryOperator<String> painter) {
        this.paint = painter;
        return this;
    }

    /** A row for each object of an array, with these fields. */
    public static TextTable ofObjects(List<String> fields, JsonNode array) {
        TextTable table = new TextTable(fields);
        array.forEach(entry -> table.row(cells(fields, entry)));
        return table;
    }

    /** A row for each entry of an object: its name, then these fields of its value. */
    public static TextTable ofEntries(String key, List<String> fields, JsonNode object) {
        TextTable table = new TextTable(with(key, fields));
        object.properties()
                .forEach(entry -> table.row(with(TerminalText.line(entry.getKey()), cells(fields, entry.getValue()))));
        return table;
    }

    public static List<String> with(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    public static List<String> cells(List<String> fields, JsonNode object) {
        return fields.stream().map(field -> text(object.get(field))).toList();
    }

    /** A value as a cell: {@code -} for null, figures as people read them, the elements of a list separated by blanks. */
    public static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "-";
        }
        if (value.isNumber()) {
            return FigureText.of(value.decimalValue());
        }
        if (value instanceof ArrayNode array) {
            List<String> parts = new ArrayList<>();
            array.forEach(part -> parts.add(part.asText()));
            return TerminalText.line(String.join(" ", parts));
        }
        return TerminalText.line(value.asText());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints it within the console's width. */
    public void print(Console console) {
        lines(console.columns()).forEach(console.out().unfiltered()::println);
    }

    /**
     * Its lines.
     *
     * @param width columns of the terminal; 0 for any
     */
    public List<String> lines(int width) {
        int[] widths = new int[header.size()];
        int[] least = new int[header.size()];
        measure(header, widths, least, 1);
        rows.forEach(row -> measure(row, widths, least, LEAST_TEXT));
        if (width > 0 && !shrink(widths, least, width)) {
            return blocks();
        }
        List<String> lines = new ArrayList<>();
        boolean[] figures = figures();
        append(lines, header, widths, figures, UnaryOperator.identity());
        rows.forEach(row -> append(lines, row, widths, figures, paint));
        return lines;
    }

    private static void measure(List<String> row, int[] widths, int[] least, int leastText) {
        for (int i = 0; i < widths.length; i++) {
            int natural = DisplayWidth.of(row.get(i));
            widths[i] = Math.max(widths[i], natural);
            int piece = LineBreaks.pieces(row.get(i)).stream()
                    .mapToInt(DisplayWidth::of)
                    .max()
                    .orElse(0);
            least[i] = Math.max(least[i], Math.max(piece, Math.min(natural, leastText)));
        }
    }

    /** Takes from the widest columns until all fit; false if they cannot. */
    private static boolean shrink(int[] widths, int[] least, int width) {
        int tooMany = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        for (; tooMany > 0; tooMany--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private boolean[] figures() {
        boolean[] figures = new boolean[header.size()];
        for (int i = 0; i < figures.length; i++) {
            int column = i;
            figures[i] = rows.stream()
                    .allMatch(row -> FIGURE.matcher(row.get(column)).matches());
        }
        return figures;
    }

    private static void append(
            List<String> lines, List<String> row, int[] widths, boolean[] figures, UnaryOperator<String> paint) {
        List<List<String>> broken = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            broken.add(LineBreaks.within(row.get(i), widths[i]));
        }
        int height = broken.stream().mapToInt(List::size).max().orElse(0);
        for (int k = 0; k < height; k++) {
            StringBuilder line = new StringBuilder();
            int behind = 0; // blanks that are owed before the next text
            for (int i = 0; i < widths.length; i++) {
                String part = k < broken.get(i).size() ? broken.get(i).get(k) : "";
                int blanks = widths[i] - DisplayWidth.of(part);
                if (!part.isEmpty()) {
                    line.append(" ".repeat(behind + (figures[i] ? blanks : 0))).append(paint.apply(part));
                    behind = 0;
                }
                behind += (part.isEmpty() ? widths[i] : figures[i] ? 0 : blanks) + GAP.length();
            }
            lines.add(line.toString());
        }
    }

    private List<String> blocks() {
        int widest = header.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            for (int i = 0; i < header.size(); i++) {
                lines.add((String.format("%-" + (widest + 2) + "s", header.get(i)) + paint.apply(row.get(i)))
                        .stripTrailing());
            }
        }
        return lines;
    }
}
