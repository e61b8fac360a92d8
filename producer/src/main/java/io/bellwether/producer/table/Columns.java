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
    private final Set<Integer> known = new HashSet<>();
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
        List<Integer> numbers = mapping.headerRows();
        List<TableRow> rows = new ArrayList<>();
        Map<Integer, List<String>> headers = new TreeMap<>();
        int last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        while (rows.stream().noneMatch(row -> row.number() == last) && last > 0) {
            TableRow row = sheet.next();
            if (row == null || row.number() > last) {
                return new Missing("has no row " + last + ", which should name its columns");
            }
            if (numbers.contains(row.number())) {
                rows.add(row);
            }
        }
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        rows.forEach(row -> headers.put(row.number(), texts(row, width, row.number() < last)));
        Columns columns = new Columns(mapping, headers);
        String problem = columns.resolve();
        return problem == null ? new Found(columns) : new Missing(problem);
    }

    /** A cell of an upper header row stands for the empty ones behind it: they are one merged cell. */
    private static List<String> texts(TableRow row, int width, boolean merged) {
        List<String> texts = new ArrayList<>();
        String before = "";
        for (int i = 0; i < width; i++) {
            String text = row.cell(i).text().strip();
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
        known.addAll(named);
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
        known.addAll(figures);
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

    /** The first cell of a row that has content though nothing says what its column is; -1 if there is none. */
    int unknown(TableRow row) {
        return IntStream.range(0, row.cells().size())
                .filter(i -> !row.cell(i).isEmpty() && !known.contains(i) && name(i).isEmpty())
                .findFirst()
                .orElse(-1);
    }

    /** Whether a row repeats the names of the columns, as printed tables do on each page. */
    boolean isRepeatedHeader(TableRow row) {
        return figures.stream()
                .allMatch(
                        i -> row.cell(i).text().equals(lowest(i)) && !lowest(i).isEmpty());
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
