package io.bellwether.producer.table;

import io.bellwether.producer.format.CsvColumns;
import io.bellwether.producer.format.EventShape;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook to fill in: a column for each field of one type of event, the required ones first, lists to choose from where
 * a field has one, and cells for dates and numbers that take nothing else. 'ingest table' takes it as it is.
 */
public final class Template {

    /** The types of events that a template can be for. */
    public static final List<String> TYPES = List.of("sales", "capacity", "announcement");

    /** Rows that are prepared. */
    private static final int ROWS = 2_000;

    private static final double WIDTH = 18;

    private Template() {}

    /**
     * Writes a workbook.
     *
     * @param type one of {@link #TYPES}
     */
    public static void write(OutputStream out, String type) throws IOException {
        List<String> required = EventShape.required(type);
        List<String> columns = Stream.concat(
                        Stream.of("type"),
                        Stream.concat(required.stream(), columns(type).filter(column -> !required.contains(column))))
                .distinct()
                .toList();
        try (Workbook workbook = new Workbook(out, "bellwether", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(type);
            Worksheet lists = workbook.newWorksheet("lists");
            for (int i = 0; i < columns.size(); i++) {
                String column = columns.get(i);
                sheet.value(0, i, column);
                sheet.width(i, WIDTH);
                sheet.style(0, i)
                        .bold()
                        .fillColor(required.contains(column) ? "FFE699" : "E7E6E6")
                        .set();
                column(sheet, lists, i, column, type);
            }
            sheet.freezePane(0, 1);
            lists.finish();
            sheet.finish();
        }
    }

    private static Stream<String> columns(String type) {
        Schema schema = switch (type) {
            case "sales" -> SalesReport.getClassSchema();
            case "capacity" -> CapacityReport.getClassSchema();
            default -> Announcement.getClassSchema();
        };
        Stream<String> own = schema.getFields().stream().map(Schema.Field::name).filter(name -> !name.equals("detail"));
        return type.equals("announcement")
                ? Stream.concat(own, CsvColumns.known().stream().filter(name -> name.startsWith("detail.")))
                : own;
    }

    private static void column(Worksheet sheet, Worksheet lists, int column, String name, String type) {
        List<String> words = name.equals("type") ? List.of(type) : words(name);
        String cell = TableRow.column(column) + "2";
        if (!words.isEmpty()) {
            for (int i = 0; i < words.size(); i++) {
                lists.value(i, column, words.get(i));
            }
            Range allowed = lists.range(0, column, words.size() - 1, column);
            sheet.range(1, column, ROWS, column)
                    .validateWithList(allowed)
                    .allowBlank(true)
                    .showErrorMessage(true)
                    .errorTitle(name)
                    .error("One of " + String.join(", ", words));
        } else if (isDate(name)) {
            sheet.range(1, column, ROWS, column).style().format("yyyy-mm-dd").set();
            sheet.range(1, column, ROWS, column)
                    .validateWithFormula("AND(ISNUMBER(" + cell + ")," + cell + ">=1," + cell + "<401769)")
                    .allowBlank(true)
                    .showErrorMessage(true)
                    .errorTitle(name)
                    .error("A date");
        } else if (name.equals("units") || name.equals("units_per_month")) {
            sheet.range(1, column, ROWS, column)
                    .validateWithFormula("AND(ISNUMBER(" + cell + ")," + cell + ">=0," + cell + "=INT(" + cell + "))")
                    .allowBlank(true)
                    .showErrorMessage(true)
                    .errorTitle(name)
                    .error("A whole number of vehicles, 0 or more");
        }
    }

    private static boolean isDate(String name) {
        return List.of("period_start", "period_end", "published_at", "effective_from", "occurred_on", "detail.due_by")
                .contains(name);
    }

    /** The words that a field may have; none where it may have any. */
    private static List<String> words(String column) {
        return Stream.of(SalesReport.getClassSchema(), CapacityReport.getClassSchema(), Announcement.getClassSchema())
                .map(schema -> Optional.ofNullable(schema.getField(column)))
                .flatMap(Optional::stream)
                .map(Schema.Field::schema)
                .filter(schema -> schema.getType() == Schema.Type.ENUM)
                .findFirst()
                .map(schema -> schema.getEnumSymbols().stream()
                        .filter(word -> !word.equals("UNKNOWN"))
                        .toList())
                .orElse(List.of());
    }
}
