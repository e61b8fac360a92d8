package io.bellwether.producer.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.producer.format.CsvColumns;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.EventShape;
import io.bellwether.producer.format.Fields;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.ParsedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet whose first row names the columns of events. */
final class EventRows implements EventLines {

    private final Path file;
    private final IntakeOptions options;
    private final Sheet sheet;
    private List<String> columns = List.of();
    private @Nullable EventLine next;
    private boolean ended;
    private long count;

    private EventRows(Path file, IntakeOptions options, Sheet sheet) {
        this.file = file;
        this.options = options;
        this.sheet = sheet;
    }

    static EventRows open(Path file, IntakeOptions options) {
        return new EventRows(
                file,
                options,
                Sheets.open(file, new Sheets.Which(null, options.text().encoding(), (char) 0)));
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            TableRow row = sheet.next();
            if (row == null) {
                ended = true;
            } else if (columns.isEmpty()) {
                readHeader(row);
            } else {
                next = event(row);
            }
        }
        return next != null;
    }

    @Override
    public EventLine next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        EventLine line = next;
        next = null;
        return line;
    }

    private void readHeader(TableRow row) {
        List<String> named = CsvColumns.named(
                row.cells().stream().map(TableRow.TableCell::text).toList());
        Optional<String> problem = CsvColumns.problem(named, options.text().constants());
        if (problem.isEmpty()) {
            columns = named;
            return;
        }
        ended = true;
        next = line(
                row,
                JsonNodeFactory.instance.objectNode(),
                ParsedEvent.Refused.of("", "header row: " + problem.get() + "; the sheet as a whole is refused"));
    }

    private EventLine event(TableRow row) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ParsedEvent misfit = null;
        for (int i = 0; i < row.cells().size(); i++) {
            TableRow.TableCell cell = row.cell(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (i >= columns.size() || columns.get(i).isEmpty()) {
                misfit = ParsedEvent.Refused.of(
                        "", "cell " + TableRow.column(i) + row.number() + " stands under no name of a column");
            } else {
                put(event, columns.get(i), cell.text());
            }
        }
        for (Map.Entry<String, String> constant : options.text().constants().entrySet()) {
            put(event, constant.getKey(), constant.getValue());
        }
        return line(row, event, misfit == null ? EventShape.parse(Fields.text(event, numbers(row)), options) : misfit);
    }

    /** What the sheet itself says is a number is written plainly. */
    private NumberFormat numbers(TableRow row) {
        boolean typed = row.cells().stream().anyMatch(cell -> cell.kind() == TableRow.Kind.NUMBER);
        return typed ? NumberFormat.PLAIN : options.text().numbers();
    }

    private static void put(ObjectNode event, String column, String value) {
        if (column.startsWith("detail.")) {
            event.withObjectProperty("detail").put(column.substring("detail.".length()), value);
        } else {
            event.put(column, value);
        }
    }

    private EventLine line(TableRow row, ObjectNode event, ParsedEvent result) {
        count++;
        String position = sheet.name().isEmpty() ? "row " + row.number() : sheet.name() + "!" + row.number();
        return EventLine.made(
                file.toString(), position, count, event.toString().getBytes(StandardCharsets.UTF_8), result);
    }

    @Override
    public long bytesRead() {
        return sheet.bytesRead();
    }

    @Override
    public void close() {
        sheet.close();
    }
}
