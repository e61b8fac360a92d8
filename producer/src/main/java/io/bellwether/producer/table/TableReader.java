package io.bellwether.producer.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.EventShape;
import io.bellwether.producer.format.Fields;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.Shortened;
import io.bellwether.schemas.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a table as events: each cell that holds one is an event or a refusal, or is passed over by a rule of the
 * mapping. Holds one row in memory, and what is to be summed up or checked at the end.
 */
final class TableReader implements EventLines {

    private final Path file;
    private final TableMapping mapping;
    private final IntakeOptions options;
    private final Sheet sheet;
    private final Deque<EventLine> ready = new ArrayDeque<>();
    private final Map<ObjectNode, Summand> sums = new LinkedHashMap<>();
    private final TotalCheck totals;
    private @Nullable Columns columns;
    private boolean ended;
    private long count;
    private long passedOver;

    private TableReader(Path file, TableMapping mapping, IntakeOptions options, Sheet sheet) {
        this.file = file;
        this.mapping = mapping;
        this.options = options;
        this.sheet = sheet;
        this.totals = new TotalCheck();
    }

    static TableReader open(Path file, TableMapping mapping, IntakeOptions options) {
        return new TableReader(file, mapping, options, Sheets.open(file, mapping.which()));
    }

    /** A figure that may be added to. */
    private record Summand(BigDecimal figure, String qualifier, String position) {}

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            TableRow row = columns == null ? null : sheet.next();
            if (columns == null) {
                readHeader();
            } else if (row == null) {
                ended = true;
                finish();
            } else {
                read(columns.filledDown(row), columns);
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public EventLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.removeFirst();
    }

    private void readHeader() {
        Columns.Reading reading = Columns.read(sheet, mapping);
        if (reading instanceof Columns.Missing missing) {
            ended = true;
            refuse("1", JsonNodeFactory.instance.objectNode(), new Refusal("", "the table " + missing.reason()));
        } else {
            columns = ((Columns.Found) reading).columns();
        }
    }

    private void read(TableRow row, Columns of) {
        if (of.isRepeatedHeader(row)) {
            passedOver += of.figures().size();
            return;
        }
        int unknown = of.unknown(row);
        if (unknown >= 0) {
            refuse(
                    position(row, unknown),
                    JsonNodeFactory.instance.objectNode(),
                    new Refusal(
                            "",
                            "'" + Shortened.shortened(row.cell(unknown).text())
                                    + "' stands in a column without a name, which the mapping does not know; "
                                    + "ignore: [" + (unknown + 1) + "] leaves it out"));
        }
        for (int column : of.figures()) {
            TableRow.TableCell cell = row.cell(column);
            if (cell.isEmpty() || mapping.nothing().contains(cell.text())) {
                passedOver++;
            } else {
                figure(row, column, cell, of.fields(row, column));
            }
        }
    }

    private void figure(TableRow row, int column, TableRow.TableCell cell, Map<String, String> fields) {
        String position = position(row, column);
        boolean total =
                fields.values().stream().anyMatch(value -> mapping.totals().contains(TableMapping.folded(value)));
        boolean out = !total
                && fields.entrySet().stream()
                        .anyMatch(field -> mapping.passedOver()
                                .getOrDefault(field.getKey(), Set.of())
                                .contains(TableMapping.folded(field.getValue())));
        Figure figure = Figure.of(cell, mapping);
        boolean subtotal =
                fields.values().stream().anyMatch(value -> mapping.subtotals().contains(TableMapping.folded(value)));
        if (out || subtotal || (total && !mapping.checksTotals())) {
            if (out && !subtotal && figure.problem() == null) {
                totals.passedOver(named(fields), figure.units(), figure.tolerance());
            }
            passedOver++;
            return;
        }
        ObjectNode event = event(fields);
        if (figure.problem() != null) {
            put(event, mapping.figure(), cell.text());
            refuse(position, event, new Refusal(mapping.figure(), figure.problem()));
            return;
        }
        if (total) {
            totals.total(position, named(fields), figure.units(), figure.tolerance());
            passedOver++;
            return;
        }
        List<Refusal> faults = new ArrayList<>();
        mapping.fields().forEach((name, field) -> {
            PeriodFormat period = field.period();
            String text = fields.getOrDefault(name, "");
            if (period != null && !text.isEmpty() && period.parse(text).isEmpty()) {
                faults.add(new Refusal(name, "is no period in the form " + period + ": '" + text + "'"));
            }
        });
        if (!faults.isEmpty()) {
            refuse(position, event, faults.get(0));
            return;
        }
        totals.figure(named(fields), figure.units(), figure.tolerance());
        if (mapping.sums()) {
            sums.merge(
                    event,
                    new Summand(figure.units(), figure.qualifier(), position),
                    (before, more) -> new Summand(
                            before.figure.add(more.figure),
                            weaker(before.qualifier, more.qualifier),
                            before.position + "+" + more.position));
        } else {
            emit(position, event, figure.units(), figure.qualifier());
        }
    }

    private static String weaker(String one, String other) {
        return List.of("AT_LEAST", "ESTIMATE", "EXACT").stream()
                .filter(qualifier -> qualifier.equals(one) || qualifier.equals(other))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> named(Map<String, String> fields) {
        Map<String, String> named = new LinkedHashMap<>();
        fields.forEach((name, value) -> named.put(name, TableMapping.folded(value)));
        return named;
    }

    private void finish() {
        sums.forEach((event, sum) -> emit(sum.position, event, sum.figure, sum.qualifier));
        totals.mismatches(mapping.totals())
                .forEach((position, reason) ->
                        refuse(position, JsonNodeFactory.instance.objectNode(), new Refusal(mapping.figure(), reason)));
    }

    /** The fields of an event without its figure, all of them text. */
    private ObjectNode event(Map<String, String> fields) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        mapping.constants().forEach((name, value) -> put(event, name, value));
        fields.forEach((name, text) -> {
            TableMapping.Field field = mapping.fields().get(name);
            PeriodFormat period = field == null ? null : field.period();
            String value = period == null
                    ? field == null ? text : field.values().getOrDefault(TableMapping.folded(text), text)
                    : period.parse(text).map(day -> start(day, period, event)).orElse(text);
            put(event, name, value);
        });
        return event;
    }

    /** The first day of a period as the granularity has it; notes the last day of a SPAN. */
    private static String start(LocalDate day, PeriodFormat period, ObjectNode event) {
        String granularity = event.path("granularity").asText();
        if (granularity.equals("SPAN") && !event.has("period_end")) {
            event.put("period_end", period.end(day).toString());
        }
        boolean labelled = granularity.equals("MONTH") && period.hasDays();
        return (labelled ? PeriodFormat.firstOfMonth(day) : day).toString();
    }

    private static void put(ObjectNode event, String name, String value) {
        if (!value.isEmpty()) {
            event.put(name, value);
        }
    }

    private void emit(String position, ObjectNode event, BigDecimal figure, String qualifier) {
        if (!NumberFormat.isWhole(figure)) {
            event.put(mapping.figure(), figure.toPlainString());
            refuse(
                    position,
                    event,
                    new Refusal(mapping.figure(), "is no whole number of vehicles: " + figure.toPlainString()));
            return;
        }
        String whole = figure.toBigInteger().toString();
        event.put(mapping.figure(), whole);
        if (!qualifier.isEmpty() && !event.has("qualifier") && mapping.figure().equals("units")) {
            event.put("qualifier", qualifier);
        }
        ParsedEvent parsed = EventShape.parse(Fields.text(event, NumberFormat.PLAIN), options);
        ObjectNode kept = event.deepCopy().put(mapping.figure(), figure.toBigInteger());
        line(position, kept, parsed);
    }

    private void refuse(String position, ObjectNode event, Refusal refusal) {
        line(position, event, new ParsedEvent.Refused(refusal));
    }

    private void line(String position, ObjectNode event, ParsedEvent result) {
        count++;
        byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
        ready.add(EventLine.made(file.toString(), position, count, text, result));
    }

    private String position(TableRow row, int column) {
        String cell = TableRow.column(column) + row.number();
        return sheet.name().isEmpty() ? cell : sheet.name() + "!" + cell;
    }

    @Override
    public long bytesRead() {
        return sheet.bytesRead();
    }

    @Override
    public long passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        sheet.close();
    }

    /** The columns of the table once its header was read; empty before. */
    Optional<Columns> columns() {
        return Optional.ofNullable(columns);
    }
}
