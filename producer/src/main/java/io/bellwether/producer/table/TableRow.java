package io.bellwether.producer.table;

import java.util.List;

/**
 * A row of a sheet.
 *
 * @param number as the sheet counts rows, from 1
 */
record TableRow(int number, List<TableCell> cells) {

    TableRow {
        cells = List.copyOf(cells);
    }

    /**
     * A cell.
     *
     * @param text as it is read; of a number in a spreadsheet its plain digits, of a date 2024-10-01
     * @param kind what the sheet itself says that it is
     */
    record TableCell(String text, Kind kind) {

        static final TableCell EMPTY = new TableCell("", Kind.TEXT);

        static TableCell text(String text) {
            return new TableCell(text, Kind.TEXT);
        }

        boolean isEmpty() {
            return text.isEmpty();
        }
    }

    /** What a sheet says of a cell. */
    enum Kind {
        TEXT,
        NUMBER,
        DATE,
        /** A formula that failed and the like. */
        ERROR
    }

    /** The cell of a column, from 0; an empty one where the row is shorter. */
    TableCell cell(int column) {
        return column < cells.size() ? cells.get(column) : TableCell.EMPTY;
    }

    boolean isEmpty() {
        return cells.stream().allMatch(TableCell::isEmpty);
    }

    /** A column as spreadsheets call it: A, B ... Z, AA. */
    static String column(int index) {
        StringBuilder name = new StringBuilder();
        for (int i = index; i >= 0; i = i / 26 - 1) {
            name.insert(0, (char) ('A' + i % 26));
        }
        return name.toString();
    }
}
