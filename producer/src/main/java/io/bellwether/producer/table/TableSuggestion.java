package io.bellwether.producer.table;

import io.bellwether.producer.format.DelimitedRows;
import io.bellwether.producer.format.InputException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a mapping for a table from the table itself: its encoding, sheet, header, layout, the form of its periods and
 * figures. What no table says of itself (who says so, what is counted, when it was published) is filled in with a marked
 * guess. A person edits the proposal; nothing is taken in by it alone.
 */
public final class TableSuggestion {

    private static final int MAX_ROWS = 400;
    private static final int MAX_SHEETS = 20;

    private TableSuggestion() {}

    /**
     * Proposes a mapping by the first sheet, or table of a page, that seems to have one.
     *
     * @param today what stands for the day of publication until a person says it
     * @return YAML; empty if there is no table in the first rows
     * @throws InputException if the file cannot be read
     */
    public static Optional<String> of(Path file, LocalDate today) {
        List<@Nullable String> encodings = new ArrayList<>();
        if (Sheets.kind(file) == Sheets.Kind.TEXT) {
            encodings.addAll(DelimitedRows.likelyEncodings(file));
        }
        if (encodings.isEmpty()) {
            encodings.add(null);
        }
        // Many a text is text in several encodings: in the right one the names of months are names.
        for (String encoding : encodings) {
            List<Sheets.Which> sheets = Sheets.all(file, encoding == null ? null : Charset.forName(encoding));
            for (int i = 0; i < Math.min(MAX_SHEETS, sheets.size()); i++) {
                Optional<String> found = of(file, sheets.get(i), i > 0, encoding, today);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(
            Path file, Sheets.Which which, boolean named, @Nullable String encoding, LocalDate today) {
        List<TableRow> rows = new ArrayList<>();
        char delimiter;
        try (Sheet sheet = Sheets.open(file, which)) {
            delimiter = sheet instanceof TextSheet text ? text.delimiter() : 0;
            for (TableRow row = sheet.next(); row != null && rows.size() < MAX_ROWS; row = sheet.next()) {
                rows.add(row);
            }
        }
        String sheet = named ? which.sheet() : null;
        return new LayoutFinder(rows, String.valueOf(file.getFileName()))
                .find()
                .map(layout -> new MappingText(file, layout, today).yaml(sheet, encoding, delimiter));
    }
}
