package io.bellwether.producer.table;

import java.util.List;
import java.util.stream.IntStream;

/** Which columns of a table name brands, models and regions, and which hold sums. */
final class ColumnLabels {

    private ColumnLabels() {}

    static void label(TableLayout layout, List<Integer> labels, boolean brandsAcross) {
        for (int column : labels) {
            for (String field : List.of("brand", "model", "region")) {
                if (TableWords.names(field, layout.name(column))) {
                    layout.fields.putIfAbsent(field, column);
                }
            }
        }
        if (!brandsAcross && !layout.fields.containsKey("brand")) {
            labels.stream()
                    .filter(column -> !layout.fields.containsValue(column))
                    .findFirst()
                    .ifPresent(column -> {
                        layout.fields.put("brand", column);
                        layout.doubts.add("column "
                                + (layout.name(column).isEmpty()
                                        ? Integer.toString(column + 1)
                                        : "'" + layout.name(column) + "'")
                                + " was taken for the brand");
                    });
        }
        labels.stream().filter(column -> !layout.fields.containsValue(column)).forEach(column -> {
            layout.ignored.add(column);
            if (layout.texts(column).size() > 1) {
                layout.doubts.add("column '" + layout.name(column) + "' is left out; where its rows are parts of"
                        + " one figure, 'duplicates: sum' adds them up");
            }
        });
        layout.fields.values().forEach(column -> fillDown(layout, column));
    }

    /** Of merged cells only the first has content. */
    static void fillDown(TableLayout layout, int column) {
        boolean merged = !layout.below().isEmpty()
                && !layout.below().get(0).cell(column).isEmpty()
                && layout.below().stream()
                        .anyMatch(row -> row.cell(column).isEmpty() && !layout.isTotal(row) && hasFigure(row));
        boolean totals =
                layout.below().stream().anyMatch(row -> row.cell(column).isEmpty() && layout.isTotal(row));
        if (merged && !totals) {
            layout.filledDown.add(column);
        }
    }

    private static boolean hasFigure(TableRow row) {
        return IntStream.range(0, row.cells().size())
                .anyMatch(i -> !row.cell(i).isEmpty() && WrittenFigure.isFigure(row.cell(i), false));
    }

    /** A column of sums is checked if it is the sum of those that are shown: many a total is of more than those. */
    static void addTotals(TableLayout layout) {
        List<Integer> totals = layout.ignored.stream()
                .filter(i -> TableWords.isTotal(layout.name(i)) && layout.isSumOfFigures(i))
                .toList();
        layout.ignored.removeAll(totals);
        layout.figures.addAll(totals);
        totals.forEach(i -> layout.totalColumns.add(layout.name(i)));
    }
}
