package io.bellwether.producer.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which columns of a table hold what, by its header rows and its mapping. */
final class Columns {

    private final TableMapping mapping;
    private final Map<Integer, List<String>> headers;
    private final Map<String, List<Integer>> fields = new LinkedHashMap<>();
    private final List<Integer> figures = new ArrayList<>();
    private final Set<Integer> filledDown = new HashSet<>();
    private final Map<Integer, TableRow.TableCell> above = new HashMap<>();

    private Columns(TableMapping mapping, Map<Integer, List<String>> headers) {
        this.mapping = mapping;
        this.headers = headers;
    }

    /** What became of a header. */
    sealed interface Reading {}

    /** All columns that the mapping names are there. */
    record Found(Columns columns) implements Reading {}

    /** The table is not the one that the mapping is for. */
    record Missing(String reason) implements Reading {}

    /** Reads the header rows. */
    static Reading read(Sheet sheet, TableMapping mapping) {
        List<Integer> rows = mapping.headerRows();
        Map<Integer, List<String>> headers = new TreeMap<>();
        int last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1);
        while (headers.keySet().stream().noneMatch(number -> number == last) && last > 0) {
            TableRow row = sheet.next();
            if (row == null || row.number() > last) {
                return new Missing("has no row " + last + ", which should name its columns");
            }
            if (rows.contains(row.number())) {
                headers.put(row.number(), texts(row, row.number() < last));
            }
        }
        Columns columns = new Columns(mapping, headers);
        String problem = columns.resolve();
        return problem == null ? new Found(columns) : new Missing(problem);
    }

    /** A cell of an upper header row stands for the empty ones behind it: they are one merged cell. */
    private static List<String> texts(TableRow row, boolean merged) {
        List<String> texts = new ArrayList<>();
        String before = "";
        for (TableRow.TableCell cell : row.cells()) {
            String text = cell.text().strip();
            before = text.isEmpty() && merged ? before : text;
            texts.add(before);
        }
        return texts;
    }

    private @Nullable String resolve() {
        Set<Integer> named = new HashSet<>();
        for (Map.Entry<String, TableMapping.Field> field : mapping.fields().entrySet()) {
            List<Integer> found = new ArrayList<>();
            for (String name : field.getValue().columns()) {
                int column = find(name);
                if (column < 0) {
                    return missing(name);
                }
                found.add(column);
            }
            fields.put(field.getKey(), found);
            named.addAll(found);
        }
        for (int i = 0; i < width(); i++) {
            if (mapping.ignored().contains(TableMapping.folded(name(i)))
                    || mapping.ignored().contains(Integer.toString(i + 1))) {
                named.add(i);
            }
            if (mapping.filledDown().contains(TableMapping.folded(name(i)))) {
                filledDown.add(i);
            }
        }
        List<String> given = mapping.figures();
        if (given == null) {
            IntStream.range(0, width())
                    .filter(column -> !named.contains(column) && !name(column).isEmpty())
                    .forEach(figures::add);
        } else {
            for (String name : given) {
                int column = find(name);
                if (column < 0) {
                    return missing(name);
                }
                figures.add(column);
            }
        }
        return figures.isEmpty() ? "has no column of figures beside those that the mapping names" : null;
    }

    private String missing(String name) {
        return "has no column '" + name + "'; its columns are "
                + IntStream.range(0, width())
                        .mapToObj(this::name)
                        .filter(column -> !column.isEmpty())
                        .map(column -> "'" + column + "'")
                        .collect(Collectors.joining(", "));
    }

    private int find(String name) {
        String folded = TableMapping.folded(name);
        for (int i = 0; i < width(); i++) {
            if (TableMapping.folded(name(i)).equals(folded)
                    || TableMapping.folded(lowest(i)).equals(folded)) {
                return i;
            }
        }
        return name.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(name) - 1 : -1;
    }

    private int width() {
        return headers.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** The texts of all header rows above a column. */
    private String name(int column) {
        return headers.values().stream()
                .map(row -> column < row.size() ? row.get(column) : "")
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private String lowest(int column) {
        List<String> last = headers.isEmpty() ? List.of() : new ArrayList<>(headers.values()).get(headers.size() - 1);
        return column < last.size() ? last.get(column) : "";
    }

    /** The columns that hold figures, from 0. */
    List<Integer> figures() {
        return figures;
    }

    /** What the fields of a figure are, as the table writes them. */
    Map<String, String> fields(TableRow row, int figure) {
        Map<String, String> values = new LinkedHashMap<>();
        mapping.fields().forEach((name, field) -> {
            String value = field.headers().isEmpty()
                    ? fields.getOrDefault(name, List.of()).stream()
                            .map(column -> row.cell(column).text().strip())
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(" "))
                    : field.headers().stream()
                            .map(number -> headers.getOrDefault(number, List.of()))
                            .map(texts -> figure < texts.size() ? texts.get(figure) : "")
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(" "));
            values.put(name, value);
        });
        return values;
    }

    /** A row whose empty cells have the value above, in the columns that the mapping names. */
    TableRow filledDown(TableRow row) {
        if (filledDown.isEmpty()) {
            return row;
        }
        List<TableRow.TableCell> cells = new ArrayList<>(row.cells());
        for (int column : filledDown) {
            if (row.cell(column).isEmpty() && column < cells.size()) {
                cells.set(column, above.getOrDefault(column, TableRow.TableCell.EMPTY));
            } else {
                above.put(column, row.cell(column));
            }
        }
        return new TableRow(row.number(), cells);
    }
}
