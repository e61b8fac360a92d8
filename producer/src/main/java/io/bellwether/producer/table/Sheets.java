package io.bellwether.producer.table;

import io.bellwether.producer.format.InputException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens the sheet of a file that is meant. */
final class Sheets {

    /** Most columns of a table. */
    static final int MAX_COLUMNS = 1_000;

    /** Longest text of a cell that is kept. */
    static final int MAX_TEXT = 32_767;

    private Sheets() {}

    /**
     * Which sheet, and how it is read.
     *
     * @param sheet its name or number, from 1; null: the first
     * @param encoding of a text; null: UTF-8, or UTF-16 where the text shows it
     * @param delimiter of a text; 0: as it shows
     */
    record Which(@Nullable String sheet, @Nullable Charset encoding, char delimiter) {

        static final Which FIRST = new Which(null, null, (char) 0);
    }

    /**
     * Opens a file by its ending: {@code .xlsx}, {@code .html} or {@code .htm}, anything else is text.
     *
     * @throws InputException if it cannot be read, or has no such sheet
     */
    static Sheet open(Path file, Which which) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no such file");
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".xlsx") || name.endsWith(".xlsm")) {
            return SpreadsheetSheet.open(file, which.sheet);
        }
        if (name.endsWith(".html") || name.endsWith(".htm")) {
            return HtmlSheet.open(file, which);
        }
        return TextSheet.open(file, which);
    }

    static InputException tooWide(Path file, int row) {
        return new InputException(file + ": row " + row + " has more than " + MAX_COLUMNS + " columns");
    }
}
