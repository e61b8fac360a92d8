package io.bellwether.producer.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.bellwether.schemas.avro.Announcement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file as events. The first row is the header; the first row with a known type sets the type of the
 * file. An empty cell is null, quoted or not.
 */
public final class CsvRows {

    private static final String DETAIL = "detail.";

    /** It is kept with every refused row. */
    private static final int MAX_HEADER_BYTES = 16_384;

    private static final ObjectReader READER = new CsvMapper().readerFor(String[].class);

    /** Columns that some announcement fills and every other one leaves empty. */
    private static final Set<String> DETAIL_COLUMNS = Stream.concat(
                    Stream.of("type"),
                    Announcement.getClassSchema().getField("detail").schema().getTypes().stream()
                            .flatMap(type -> type.getFields().stream())
                            .map(Schema.Field::name))
            .map(name -> DETAIL + name)
            .collect(Collectors.toUnmodifiableSet());

    private List<String> columns = List.of();
    private byte @Nullable [] header;
    private boolean headerRefused;
    private @Nullable String fileType;

    /** The event of a row; null for the header. */
    @Nullable
    ParsedEvent parse(RawLine line) {
        Cells cells = cells(line);
        if (!columns.isEmpty()) {
            return cells.problem() == null ? event(cells.values()) : refused(cells.problem());
        }
        if (headerRefused) {
            return refused("stands under a header row that is refused");
        }
        String problem = cells.problem() == null ? headerProblem(cells.values()) : cells.problem();
        if (problem == null && line.bytes().length > MAX_HEADER_BYTES) {
            problem = "is longer than " + MAX_HEADER_BYTES + " bytes";
        }
        if (problem == null) {
            columns = cells.values();
            header = line.bytes();
            return null;
        }
        headerRefused = true;
        return refused("header row: " + problem);
    }

    /** The header row as received; null until it was read and accepted. */
    byte @Nullable [] header() {
        return header;
    }

    private ParsedEvent event(List<String> cells) {
        if (cells.size() != columns.size()) {
            return refused("has " + cells.size() + " cells, the header " + columns.size());
        }
        ObjectNode event = object(cells);
        ParsedEvent otherType = refuseOtherType(event.path("type").asText(""));
        return otherType == null ? EventShape.parse(new Fields(event, Fields.Notation.TEXT)) : otherType;
    }

    /** The cells under their columns' names, all of them text or null. */
    private ObjectNode object(List<String> cells) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String column = columns.get(i);
            if (column.startsWith(DETAIL)) {
                if (!cells.get(i).isEmpty() || !DETAIL_COLUMNS.contains(column)) {
                    put(detail, column.substring(DETAIL.length()), cells.get(i));
                }
            } else {
                put(event, column, cells.get(i));
            }
        }
        if (!detail.isEmpty()) {
            event.set("detail", detail);
        }
        return event;
    }

    /** The fields of a row, all of them text or null; empty if it does not fit its header. */
    public static Optional<ObjectNode> fields(byte[] header, byte[] row) {
        CsvRows rows = new CsvRows();
        if (rows.parse(new RawLine(1, header, null)) != null) {
            return Optional.empty();
        }
        Cells cells = cells(new RawLine(2, row, null));
        return cells.values().size() == rows.columns.size()
                ? Optional.of(rows.object(cells.values()))
                : Optional.empty();
    }

    private @Nullable ParsedEvent refuseOtherType(String type) {
        if (fileType == null && EventShape.TYPES.contains(type)) {
            fileType = type;
        }
        return fileType == null || fileType.equals(type) || !EventShape.TYPES.contains(type)
                ? null
                : ParsedEvent.Refused.of(
                        "type", "must be '" + fileType + "' as in the rows before: a CSV file holds one type of event");
    }

    private static void put(ObjectNode fields, String name, String cell) {
        if (cell.isEmpty()) {
            fields.putNull(name);
        } else {
            fields.put(name, cell);
        }
    }

    private static @Nullable String headerProblem(List<String> names) {
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                return "a column has no name";
            }
            if (name.equals("detail")) {
                return "'detail' is no column; its fields are, as 'detail.type'";
            }
            if (!seen.add(name)) {
                return "'" + Fields.shortened(name) + "' stands twice";
            }
        }
        return seen.contains("type") ? null : "there is no column 'type'";
    }

    private static Cells cells(RawLine line) {
        String problem = line.problem();
        if (problem != null) {
            return new Cells(List.of(), problem);
        }
        Optional<String> text = Utf8.decode(line.bytes());
        if (text.isEmpty()) {
            return new Cells(List.of(), Utf8.INVALID);
        }
        try {
            String[] cells = READER.readValue(text.get());
            return new Cells(Arrays.asList(cells), null);
        } catch (JsonProcessingException e) {
            return new Cells(List.of(), "is no CSV row: " + Fields.shortened(e.getOriginalMessage()));
        }
    }

    private static ParsedEvent refused(String reason) {
        return ParsedEvent.Refused.of("", reason);
    }

    /** The cells of a row, or why it has none. */
    private record Cells(List<String> values, @Nullable String problem) {}
}
