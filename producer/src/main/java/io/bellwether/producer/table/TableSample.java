package io.bellwether.producer.table;

import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The first rows of a table, one of them taken for its header.
 *
 * @param below the rows below the header
 */
record TableSample(TableRow header, List<TableRow> below) {

    private static final double MOST = 0.8;

    /** The text of a column in the header. */
    String name(int column) {
        return header.cell(column).text();
    }

    /** The same, folded as {@link TableMapping} compares names. */
    String word(int column) {
        return TableMapping.folded(name(column));
    }

    /** Whether no other column has the name. */
    boolean isUnique(int column) {
        return header.cells().stream()
                        .filter(cell -> TableMapping.folded(cell.text()).equals(word(column)))
                        .count()
                == 1;
    }

    /** The columns that have a name. */
    List<Integer> named() {
        return IntStream.range(0, header.cells().size())
                .filter(i -> !header.cell(i).isEmpty())
                .boxed()
                .toList();
    }

    /** The different texts of a column. */
    List<String> texts(int column) {
        return below.stream()
                .map(row -> row.cell(column).text())
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** All texts of some columns. */
    List<String> figures(List<Integer> columns) {
        return below.stream()
                .flatMap(row -> columns.stream()
                        .filter(column -> row.cell(column).kind() == TableRow.Kind.TEXT)
                        .map(column -> row.cell(column).text()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    boolean hasFigures(List<Integer> columns) {
        return columns.stream().anyMatch(this::isFigures);
    }

    /** Whether most of a column are whole numbers in some form; a share in percent is none. */
    boolean isFigures(int column) {
        return most(
                column,
                cell -> cell.kind() == TableRow.Kind.NUMBER
                        ? NumberFormat.isWhole(new BigDecimal(cell.text()))
                        : List.of(NumberFormat.values()).stream()
                                .anyMatch(format -> Figure.isWhole(cell.text(), format)));
    }

    /** Whether most of a column are words. */
    boolean isText(int column) {
        return most(
                column,
                cell -> cell.kind() == TableRow.Kind.TEXT && cell.text().chars().anyMatch(Character::isLetter));
    }

    private boolean most(int column, Predicate<TableRow.TableCell> is) {
        List<TableRow.TableCell> cells = below.stream()
                .map(row -> row.cell(column))
                .filter(cell -> !cell.isEmpty() && !TableVocabulary.isNothing(cell.text()))
                .toList();
        return !cells.isEmpty() && cells.stream().filter(is).count() >= MOST * cells.size();
    }

    /** The form in which the most figures are whole numbers; of those that read as many, the plainest. */
    static NumberFormat numberFormat(List<String> figures) {
        NumberFormat best = NumberFormat.PLAIN;
        long most = -1;
        for (NumberFormat format : NumberFormat.values()) {
            long whole = figures.stream()
                    .filter(text -> Figure.isWhole(text, format))
                    .count();
            if (whole > most) {
                most = whole;
                best = format;
            }
        }
        return best;
    }
}
