package io.bellwether.producer.table;

import io.bellwether.producer.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Opens the sheet of a file that is meant. */
final class Sheets {

    /** Most columns of a table. */
    static final int MAX_COLUMNS = 1_000;

    /** Longest text of a cell that is kept. */
    static final int MAX_TEXT = 32_767;

    private static final int START_BYTES = 2_048;

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

    /** What a file is by its content: its name says little, many an .xls is a page. */
    enum Kind {
        WORKBOOK,
        PAGE,
        TEXT
    }

    /**
     * Opens a file.
     *
     * @throws InputException if it cannot be read, or has no such sheet
     */
    static Sheet open(Path file, Which which) {
        return switch (kind(file)) {
            case WORKBOOK -> SpreadsheetSheet.open(file, which.sheet);
            case PAGE -> HtmlSheet.open(file, which);
            case TEXT -> TextSheet.open(file, which);
        };
    }

    /**
     * What a file is.
     *
     * @throws InputException if it cannot be read, or is nothing that holds a table here
     */
    static Kind kind(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no such file");
        }
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (start.startsWith("PK\u0003\u0004")) {
            if (start.contains("application/vnd.oasis.opendocument")) {
                throw new InputException(file + ": is an OpenDocument sheet; save it as .xlsx or .csv");
            }
            return Kind.WORKBOOK;
        }
        String text =
                start.replaceAll("[\u0000\u00ef\u00bb\u00bf\u00fe\u00ff]", "").stripLeading();
        if (!text.startsWith("<")) {
            return Kind.TEXT;
        }
        if (text.contains("urn:schemas-microsoft-com:office:spreadsheet") && !text.contains("<html")) {
            throw new InputException(file + ": is an XML spreadsheet of 2003; save it as .xlsx or .csv");
        }
        return Kind.PAGE;
    }

    /** The sheets of a file that may hold a table, in their order; one without a name where it has one only. */
    static List<Which> all(Path file, @Nullable Charset encoding) {
        return switch (kind(file)) {
            case WORKBOOK ->
                SpreadsheetSheet.names(file).stream()
                        .map(name -> new Which(name, null, (char) 0))
                        .toList();
            case PAGE ->
                IntStream.rangeClosed(1, HtmlSheet.count(file, encoding))
                        .mapToObj(number -> new Which(Integer.toString(number), encoding, (char) 0))
                        .toList();
            case TEXT -> List.of(new Which(null, encoding, (char) 0));
        };
    }

    static InputException tooWide(Path file, int row) {
        return new InputException(file + ": row " + row + " has more than " + MAX_COLUMNS + " columns");
    }
}
