package io.bellwether.producer.table;

import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the rows and columns of a table seem to mean. */
final class TableLayout {

    private final List<TableRow> titles;
    private final List<TableRow> header;
    private final List<TableRow> below;
    private final int width;

    /** Columns of the period; empty where the header has it. */
    final List<Integer> periodColumns = new ArrayList<>();
    /** Forms of the period, the likeliest first. */
    final List<PeriodForm> forms = new ArrayList<>();
    /** The texts that are periods. */
    final List<String> periods = new ArrayList<>();
    /** Columns of other fields, by their names. */
    final Map<String, Integer> fields = new LinkedHashMap<>();
    /** Whether the header names brands. */
    boolean brandsAcross;

    final List<Integer> figures = new ArrayList<>();
    /** Names of columns among them that hold sums. */
    final List<String> totalColumns = new ArrayList<>();

    final List<Integer> ignored = new ArrayList<>();
    final List<Integer> filledDown = new ArrayList<>();
    /** What a person should look at. */
    final List<String> doubts = new ArrayList<>();
    /** Text before each period in the header. */
    String prefix = "";

    TableLayout(List<TableRow> rows, List<TableRow> header) {
        TableRow first = header.get(0);
        TableRow last = header.get(header.size() - 1);
        this.titles = rows.stream().filter(row -> row.number() < first.number()).toList();
        this.header = header;
        this.below = rows.stream().filter(row -> row.number() > last.number()).toList();
        this.width = IntStream.concat(
                        header.stream().mapToInt(row -> row.cells().size()),
                        below.stream().mapToInt(row -> row.cells().size()))
                .max()
                .orElse(0);
    }

    List<TableRow> titles() {
        return titles;
    }

    List<TableRow> below() {
        return below;
    }

    int width() {
        return width;
    }

    List<Integer> headerRows() {
        return header.stream().map(TableRow::number).toList();
    }

    /** The texts above a column, as the reader of tables joins them. */
    String name(int column) {
        return IntStream.range(0, header.size())
                .mapToObj(i -> above(i, column))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** The text of one header row above a column; in all but the lowest an empty cell has that of the one before. */
    String above(int row, int column) {
        TableRow cells = header.get(row);
        int at = column;
        while (row < header.size() - 1 && at > 0 && cells.cell(at).isEmpty()) {
            at--;
        }
        return cells.cell(at).text().strip();
    }

    /** A column by its name, or by its number where it has none or another one has the same. */
    String column(int column) {
        String name = TableMapping.folded(name(column));
        boolean unique = !name.isEmpty()
                && IntStream.range(0, width)
                                .filter(i -> TableMapping.folded(name(i)).equals(name))
                                .count()
                        == 1;
        return unique ? quoted(name(column).replaceAll("\\s+", " ")) : Integer.toString(column + 1);
    }

    /** Different texts of a column below the header. */
    List<String> texts(int column) {
        return below.stream()
                .map(row -> row.cell(column).text())
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** The figures as their cells write them, where those are text. */
    List<String> figureTexts() {
        return below.stream()
                .flatMap(row -> figures.stream().map(row::cell))
                .filter(cell -> cell.kind() == TableRow.Kind.TEXT && !cell.isEmpty())
                .map(TableRow.TableCell::text)
                .toList();
    }

    /** Whether a column holds, in every row, the sum of its figures. */
    boolean isSumOfFigures(int column) {
        NumberFormat numbers = WrittenFigure.format(figureTexts());
        return below.stream()
                .filter(row -> !row.cell(column).isEmpty())
                .allMatch(row -> figures.stream()
                                .map(figure -> WrittenFigure.number(row.cell(figure), numbers))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .compareTo(WrittenFigure.number(row.cell(column), numbers))
                        == 0);
    }

    /** Whether any cell of a row, in a column that is no figure, stands for the sum of all. */
    boolean isTotal(TableRow row) {
        return IntStream.range(0, row.cells().size())
                .filter(i -> !figures.contains(i))
                .anyMatch(i -> TableWords.isTotal(row.cell(i).text()));
    }

    /** A text as YAML, in quotes where it might be taken for something else. */
    static String quoted(@Nullable String text) {
        String given = text == null ? "" : text;
        return given.matches("\\p{L}[\\p{L}\\p{Nd} _.-]*")
                        && !given.matches("(?i)y|n|yes|no|on|off|true|false|null")
                        && given.equals(given.strip())
                ? given
                : "'" + given.replace("'", "''") + "'";
    }
}
