package io.bellwether.producer.table;

import io.bellwether.producer.format.DelimitedRows;
import io.bellwether.producer.format.InputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of a text of delimited cells. */
final class TextSheet implements Sheet {

    private final Path file;
    private final DelimitedRows rows;

    private TextSheet(Path file, DelimitedRows rows) {
        this.file = file;
        this.rows = rows;
    }

    static TextSheet open(Path file, Sheets.Which which) {
        return new TextSheet(file, DelimitedRows.open(file, which.encoding(), which.delimiter()));
    }

    @Override
    public String name() {
        return "";
    }

    /** What stands between its cells. */
    char delimiter() {
        return rows.delimiter();
    }

    @Override
    public @Nullable TableRow next() {
        while (true) {
            DelimitedRows.Row row = rows.next();
            if (row == null) {
                return null;
            }
            if (row.problem() != null) {
                throw new InputException(file + ": line " + row.number() + " " + row.problem());
            }
            if (row.cells().size() > Sheets.MAX_COLUMNS) {
                throw Sheets.tooWide(file, (int) row.number());
            }
            TableRow cells = new TableRow(
                    (int) row.number(),
                    row.cells().stream().map(TableRow.TableCell::text).toList());
            if (!cells.isEmpty()) {
                return cells;
            }
        }
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    public void close() {
        rows.close();
    }
}
