package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file as events. The first row is the header, a line {@code sep=;} before it names the delimiter; the
 * first row with a known type sets the type of the file. An empty cell is null, quoted or not, as are those that programs
 * write for one ({@code NULL}, {@code NaN}, {@code N/A}).
 */
public final class CsvRows {

    /** It is kept with every refused row. */
    private static final int MAX_HEADER_BYTES = 16_384;

    private static final Pattern SEPARATOR = Pattern.compile("(?i)\"?sep=(.)\"?");

    private static final Set<String> EMPTY = Set.of("null", "nan", "n/a", "#n/a", "<na>");

    /** Columns of optional names, and what stands in them where there is none. */
    private static final Set<String> NAMES = Set.of("model", "region", "url", "detail.model");

    private static final Set<String> NO_NAME = Set.of("-", "--", "\u2013", "\u2014", "none", "None", "NONE");

    private final IntakeOptions options;
    private List<String> columns = List.of();
    private byte @Nullable [] header;
    private long headerNumber;
    private char delimiter;
    private @Nullable String fileType;

    CsvRows(IntakeOptions options) {
        this.options = options;
    }

    /** What became of a row. */
    sealed interface Result {

        /** It is an event, or is to be one. */
        record Event(ParsedEvent event) implements Result {}

        /** It says how the others are to be read. */
        record Header() implements Result {}

        /** It says nothing: none of its cells has content. */
        record Blank() implements Result {}

        /** The file as a whole is no file of events. */
        record NoEvents(RawLine line, String reason) implements Result {}
    }

    private static final Result HEADER = new Result.Header();
    private static final Result BLANK = new Result.Blank();

    /** What a row says. */
    Result read(RawLine line) {
        if (columns.isEmpty()) {
            String reason = readHeader(line);
            return reason == null ? HEADER : new Result.NoEvents(line, "header row: " + reason);
        }
        Cells cells = cells(line, delimiter);
        if (cells.problem() != null) {
            return refused(cells.problem());
        }
        if (cells.values().stream().allMatch(String::isEmpty)) {
            return BLANK;
        }
        String misfit = misfit(cells.values());
        if (misfit != null) {
            return refused(misfit);
        }
        ObjectNode event = object(cells.values());
        String type = event.path("type").asText("");
        if (fileType == null && EventShape.TYPES.contains(type)) {
            fileType = type;
            List<String> missing = EventShape.required(type).stream()
                    .filter(name -> !columns.contains(name)
                            && !options.text().constants().containsKey(name))
                    .toList();
            byte[] above = header;
            if (!missing.isEmpty() && above != null) {
                return new Result.NoEvents(
                        new RawLine(headerNumber, above, null),
                        "header row: lacks " + String.join(", ", missing)
                                + "; what every row shares can be given once, as --set " + missing.get(0) + "=...");
            }
        }
        return new Result.Event(event(event, type));
    }

    /** The header row as received; null until it was read and accepted. */
    byte @Nullable [] header() {
        return header;
    }

    /** What stands between cells, once {@link #HEADER} was answered. */
    char delimiter() {
        return delimiter;
    }

    private @Nullable String readHeader(RawLine line) {
        Cells first = cells(line, delimiter == 0 ? ',' : delimiter);
        Optional<String> text = Utf8.decode(line.bytes());
        if (line.problem() != null || text.isEmpty()) {
            return first.problem();
        }
        Matcher separator = SEPARATOR.matcher(text.get().replaceAll("[\r\n ]+$", ""));
        if (delimiter == 0 && separator.matches()) {
            delimiter = separator.group(1).charAt(0);
            return (delimiter < ' ' && delimiter != '\t') || delimiter > '~' ? "'sep=' names no delimiter" : null;
        }
        if (delimiter == 0) {
            delimiter = likeliest(text.get());
        }
        Cells cells = cells(line, delimiter);
        if (cells.problem() != null) {
            return cells.problem();
        }
        if (line.bytes().length > MAX_HEADER_BYTES) {
            return "is longer than " + MAX_HEADER_BYTES + " bytes";
        }
        List<String> named = CsvColumns.named(cells.values());
        Optional<String> problem = CsvColumns.problem(named, options.text().constants());
        if (problem.isEmpty()) {
            columns = named;
            header = line.bytes();
            headerNumber = line.number();
        }
        return problem.orElse(null);
    }

    /** The delimiter by which a header row names the most columns. */
    private static char likeliest(String header) {
        char likeliest = CsvCells.DELIMITERS.get(0);
        int most = -1;
        for (char candidate : CsvCells.DELIMITERS) {
            Optional<List<String>> cells = CsvCells.cut(header, candidate);
            // Of those by which it names as many, the one that cuts it into more cells.
            int count = cells.map(names -> CsvColumns.count(names) * 10_000 + names.size())
                    .orElse(-1);
            if (count > most) {
                most = count;
                likeliest = candidate;
            }
        }
        return likeliest;
    }

    private @Nullable String misfit(List<String> cells) {
        for (int i = columns.size(); i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                return "has " + cells.size() + " cells, the header " + columns.size();
            }
        }
        if (cells.size() < columns.size()) {
            return "has " + cells.size() + " cells, the header " + columns.size();
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isEmpty() && !cells.get(i).isEmpty()) {
                return "cell " + (i + 1) + " stands under no name of a column: '" + Shortened.shortened(cells.get(i))
                        + "'";
            }
        }
        return null;
    }

    private ParsedEvent event(ObjectNode event, String type) {
        if (fileType != null && !fileType.equals(type) && EventShape.TYPES.contains(type)) {
            return ParsedEvent.Refused.of(
                    "type", "must be '" + fileType + "' as in the rows before: a CSV file holds one type of event");
        }
        return EventShape.parse(Fields.text(event, options.text().numbers()), options);
    }

    /** The cells under their columns' names, all of them text or null. */
    private ObjectNode object(List<String> cells) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            put(event, detail, columns.get(i), cells.get(i));
        }
        options.text().constants().forEach((column, value) -> put(event, detail, column, value));
        if (!detail.isEmpty() || event.path("type").asText("").equals("announcement")) {
            event.set("detail", detail);
        }
        return event;
    }

    /** An empty cell is no field: a file may have columns that only rows of another kind fill. */
    private static void put(ObjectNode event, ObjectNode detail, String column, String cell) {
        if (cell.isEmpty() || isEmptyWord(cell) || (NAMES.contains(column) && NO_NAME.contains(cell))) {
            return;
        }
        if (column.startsWith(CsvColumns.DETAIL)) {
            detail.put(column.substring(CsvColumns.DETAIL.length()), cell);
        } else {
            event.put(column, cell);
        }
    }

    /** What programs write into a cell that is empty. */
    private static boolean isEmptyWord(String cell) {
        return cell.length() <= 4 && EMPTY.contains(cell.toLowerCase(Locale.ROOT));
    }

    /**
     * The fields of a row, all of them text or null; empty if it does not fit its header.
     *
     * @param reading how it was read where that is not the default
     */
    public static Optional<ObjectNode> fields(byte[] header, byte[] row, CsvReading reading) {
        CsvRows rows = new CsvRows(IntakeOptions.DEFAULT.withText(reading.options()));
        rows.delimiter = reading.delimiter();
        if (rows.readHeader(new RawLine(1, header, null)) != null || rows.columns.isEmpty()) {
            return Optional.empty();
        }
        Cells cells = cells(new RawLine(2, row, null), rows.delimiter);
        return cells.problem() == null && rows.misfit(cells.values()) == null
                ? Optional.of(rows.object(cells.values()))
                : Optional.empty();
    }

    /** How its rows are read, for whoever reads one of them again; null where that is the default. */
    @Nullable
    String reading() {
        byte[] above = header;
        if (above == null) {
            return null;
        }
        char detected = Utf8.decode(above).map(CsvRows::likeliest).orElse(',');
        return new CsvReading(options.text(), detected == delimiter ? 0 : delimiter).json();
    }

    private static Cells cells(RawLine line, char delimiter) {
        String problem = line.problem();
        if (problem != null) {
            return new Cells(List.of(), problem);
        }
        Optional<String> text = Utf8.decode(line.bytes());
        if (text.isEmpty()) {
            return new Cells(List.of(), EncodingGuess.reason(line.bytes()));
        }
        return CsvCells.cut(text.get(), delimiter)
                .map(cells -> new Cells(cells, null))
                .orElseGet(() -> new Cells(
                        List.of(),
                        "is no CSV row: a quoted cell does not end or text follows it, or it has more than "
                                + CsvCells.MAX_CELLS + " cells"));
    }

    private static Result refused(String reason) {
        return new Result.Event(ParsedEvent.Refused.of("", reason));
    }

    /** The cells of a row, or why it has none. */
    private record Cells(List<String> values, @Nullable String problem) {}
}
