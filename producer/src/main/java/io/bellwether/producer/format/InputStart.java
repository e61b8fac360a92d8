package io.bellwether.producer.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an input show: its encoding, how its events are written, or that it is no input of events as a
 * whole.
 *
 * <p>The encoding is what a byte order mark says, else what was named, else UTF-16 where every other byte is 0, else UTF-8.
 *
 * @param encoding other than UTF-8; null for that
 * @param problem why the input is refused as a whole; null if it is not
 */
record InputStart(
        @Nullable Charset encoding, Form form, @Nullable String problem) {

    /** Most bytes that are looked at. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_LINES = 200;
    private static final Charset UTF_32_LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32_BE = Charset.forName("UTF-32BE");

    /** How an input is cut into events. */
    enum Form {
        JSON_LINES,
        JSON_ARRAY,
        JSON_OBJECTS,
        CSV
    }

    /**
     * What bytes show.
     *
     * @param whole whether the input has no more
     */
    static InputStart of(byte[] bytes, boolean whole, EventFormat format, @Nullable Charset named) {
        String foreign = foreign(bytes);
        if (foreign != null) {
            return new InputStart(null, form(format, ""), foreign);
        }
        Charset encoding = encoding(bytes, named);
        byte[] utf8 = encoding == null ? bytes : transcoded(bytes, encoding);
        List<byte[]> lines = lines(utf8, whole);
        String first = lines.isEmpty() ? "" : new String(lines.get(0), StandardCharsets.UTF_8).strip();
        Form form = form(format, first.startsWith("\uFEFF") ? first.substring(1).strip() : first);
        if (form == Form.JSON_ARRAY && first.endsWith("]") && lines.size() > 1 && isJson(lines.get(1))) {
            // An array a line.
            form = Form.JSON_LINES;
        }
        return new InputStart(encoding, form, problem(lines, form, encoding));
    }

    /** Why bytes are the start of no text at all; empty if they are. */
    static Optional<String> foreignTo(byte[] bytes) {
        return Optional.ofNullable(foreign(bytes));
    }

    /** The encoding of a text that begins so, other than UTF-8; null for that. */
    static @Nullable Charset encodingOf(byte[] bytes, @Nullable Charset named) {
        return encoding(bytes, named);
    }

    private static Form form(EventFormat format, String first) {
        boolean json = first.startsWith("{") || first.startsWith("[");
        if (format == EventFormat.CSV || (format == EventFormat.DETECTED && !json)) {
            return Form.CSV;
        }
        // An object over several lines has its brace on a line of its own.
        return first.startsWith("[") ? Form.JSON_ARRAY : first.equals("{") ? Form.JSON_OBJECTS : Form.JSON_LINES;
    }

    private static @Nullable String foreign(byte[] bytes) {
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            return "is a spreadsheet or another zip archive, no text; 'ingest table' takes spreadsheets (.xlsx)";
        }
        if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "is an old spreadsheet (.xls) or another Office file, no text; save it as .xlsx for 'ingest table'";
        }
        if (startsWith(bytes, '%', 'P', 'D', 'F')) {
            return "is a PDF, no text";
        }
        return startsWith(bytes, 0x1F, 0x8B) ? "is compressed with gzip; give it a name that ends in .gz" : null;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Charset encoding(byte[] bytes, @Nullable Charset named) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return null;
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return UTF_32_LE;
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return UTF_32_BE;
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        if (named != null) {
            return named.equals(StandardCharsets.UTF_8) ? null : named;
        }
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                evenZeros += i % 2 == 0 ? 1 : 0;
                oddZeros += i % 2;
            }
        }
        // Text in UTF-16 is at least a quarter ASCII here: the names of its columns or fields.
        if (oddZeros > bytes.length / 8 && evenZeros == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return evenZeros > bytes.length / 8 && oddZeros == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static byte[] transcoded(byte[] bytes, Charset encoding) {
        return new String(bytes, encoding).getBytes(StandardCharsets.UTF_8);
    }

    /** The first lines that are not blank, the last one only if it is whole. */
    private static List<byte[]> lines(byte[] bytes, boolean whole) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= bytes.length && lines.size() < MAX_LINES; i++) {
            boolean end = i == bytes.length ? whole || lines.isEmpty() : bytes[i] == '\n' || bytes[i] == '\r';
            if (end) {
                byte[] line = Arrays.copyOfRange(bytes, begin, i);
                begin = i + 1;
                if (!new RawLine(1, line, null).isBlank()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static @Nullable String problem(List<byte[]> lines, Form form, @Nullable Charset encoding) {
        String illegible = illegible(lines, encoding);
        if (illegible != null) {
            return illegible;
        }
        if (lines.isEmpty()) {
            return null;
        }
        String first = new String(lines.get(0), StandardCharsets.UTF_8).strip();
        if (first.startsWith("<")) {
            return "is HTML or XML, no events; a feed is taken by 'ingest feed', a table in a page by 'ingest table'";
        }
        if (form == Form.CSV && first.startsWith("{")) {
            return "is JSON, not CSV: give it a name that ends in .jsonl";
        }
        boolean json = lines.stream().anyMatch(InputStart::isJson);
        if (form == Form.JSON_LINES && !json) {
            boolean csv = CsvCells.DELIMITERS.stream()
                    .anyMatch(delimiter -> CsvCells.cut(first, delimiter)
                            .filter(header -> CsvColumns.count(header) > 1)
                            .isPresent());
            return csv
                    ? "is CSV, not JSON: give it a name that ends in .csv"
                    : "is no JSON: none of its first lines is an object";
        }
        return null;
    }

    private static boolean isJson(byte[] line) {
        for (byte b : line) {
            boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
            if (!mark && b != ' ' && b != '\t' && b != 0x1E) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    /** If at least half of what is not ASCII is no text, it is of another encoding, and not a damaged line. */
    private static @Nullable String illegible(List<byte[]> lines, @Nullable Charset encoding) {
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        int illegible = 0;
        int other = 0;
        int binary = 0;
        for (byte[] line : lines) {
            Optional<String> text = Utf8.decode(line);
            binary += hasZero(line) ? 1 : 0;
            if (text.isEmpty()) {
                illegible++;
                bad.writeBytes(line);
                bad.write('\n');
            } else if (text.get().length() < line.length) {
                other++;
            }
        }
        if (binary * 2 > lines.size()) {
            return "is no text: it holds bytes that are 0";
        }
        boolean another = illegible > other && illegible * 2 >= lines.size() - 1;
        return another && encoding == null ? EncodingGuess.reason(bad.toByteArray()) : null;
    }

    private static boolean hasZero(byte[] line) {
        for (byte b : line) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
