package io.bellwether.producer.format;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The columns that a CSV file of events may have, and those that one has. */
public final class CsvColumns {

    static final String DETAIL = "detail.";

    /** Columns of any event, in the order in which they are listed to people. */
    private static final Set<String> KNOWN = Stream.of(
                    Stream.of("type"),
                    names(SalesReport.getClassSchema()),
                    names(CapacityReport.getClassSchema()),
                    names(Announcement.getClassSchema()).filter(name -> !name.equals("detail")),
                    details())
            .flatMap(names -> names)
            .collect(Collectors.toCollection(LinkedHashSet::new));

    private CsvColumns() {}

    private static Stream<String> names(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name);
    }

    private static Stream<String> details() {
        return Stream.concat(
                Stream.of(DETAIL + "type"),
                Announcement.getClassSchema().getField("detail").schema().getTypes().stream()
                        .flatMap(CsvColumns::names)
                        .map(name -> DETAIL + name));
    }

    /** All columns that some event has. */
    public static Set<String> known() {
        return KNOWN;
    }

    /**
     * The columns that a header row names: without regard to case, and with blanks or hyphens for underscores, where that
     * makes a known name. Names of columns at the end that have none are empty.
     */
    public static List<String> named(List<String> header) {
        return header.stream().map(CsvColumns::named).toList();
    }

    private static String named(String cell) {
        String name = cell.strip();
        String folded = name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return KNOWN.contains(folded) ? folded : name;
    }

    /** How many of the cells of a header name a known column. */
    static int count(List<String> header) {
        return (int) named(header).stream().filter(KNOWN::contains).count();
    }

    /** What is wrong with a header row as a whole; empty if nothing is. */
    public static Optional<String> problem(List<String> columns, Map<String, String> constants) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (column.isEmpty()) {
                continue;
            }
            if (column.equals("detail")) {
                return Optional.of("'detail' is no column; its fields are, as 'detail.type'");
            }
            if (!seen.add(column)) {
                return Optional.of("'" + Shortened.shortened(column) + "' stands twice");
            }
            if (constants.containsKey(column)) {
                return Optional.of("'" + column + "' stands here, and is given for every row as well");
            }
        }
        List<String> unknown =
                seen.stream().filter(name -> !KNOWN.contains(name)).sorted().toList();
        if (unknown.size() == seen.size()) {
            return Optional.of("none of its cells names a column of events; a table as people keep it is taken by"
                    + " 'ingest table', for which 'table suggest' proposes a mapping");
        }
        if (!unknown.isEmpty()) {
            return Optional.of(unknown.stream()
                    .map(name -> "'" + Shortened.shortened(name) + "' is no column"
                            + FieldFaults.nearest(name, KNOWN)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""))
                    .collect(Collectors.joining("; ")));
        }
        return seen.contains("type") || constants.containsKey("type")
                ? Optional.empty()
                : Optional.of("there is no column 'type'; if all rows are of one, say so by --set type=sales");
    }
}
