package io.bellwether.producer.table;

import io.bellwether.producer.format.DelimitedRows;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a mapping for a table from the table itself: its encoding, header, layout, the form of its periods and figures.
 * What no table says of itself (who says so, what is counted, when it was published) is filled in with a marked guess. A
 * person edits the proposal; nothing is taken in by it alone.
 */
public final class TableSuggestion {

    private static final int MAX_ROWS = 400;
    private static final int MAX_HEADER_ROW = 30;

    private final List<TableRow> rows;
    private final List<String> doubts = new ArrayList<>();

    private TableSuggestion(List<TableRow> rows) {
        this.rows = rows;
    }

    /**
     * Where a table has what.
     *
     * @param fields columns by the field of the event that they hold
     * @param labels columns of words
     * @param forms in which its periods can be read, the likeliest first
     * @param period the column of the periods; null where the header has them
     * @param brandsAcross whether the columns of figures are named after brands
     */
    record Layout(
            TableSample sample,
            Map<String, Integer> fields,
            List<Integer> figures,
            List<Integer> ignored,
            List<Integer> labels,
            List<PeriodForm> forms,
            @Nullable Integer period,
            boolean brandsAcross) {}

    /**
     * Proposes a mapping.
     *
     * @param today what stands for the day of publication until a person says it
     * @return YAML; empty if there is no table in the first rows
     * @throws io.bellwether.producer.format.InputException if the file cannot be read
     */
    public static Optional<String> of(Path file, LocalDate today) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean text =
                !name.endsWith(".xlsx") && !name.endsWith(".xlsm") && !name.endsWith(".html") && !name.endsWith(".htm");
        Optional<String> encoding = text ? DelimitedRows.likelyEncoding(file) : Optional.empty();
        Sheets.Which which =
                new Sheets.Which(null, encoding.map(Charset::forName).orElse(null), (char) 0);
        List<TableRow> rows = new ArrayList<>();
        Character delimiter = null;
        try (Sheet sheet = Sheets.open(file, which)) {
            delimiter = sheet instanceof TextSheet textSheet ? textSheet.delimiter() : null;
            for (TableRow row = sheet.next(); row != null && rows.size() < MAX_ROWS; row = sheet.next()) {
                rows.add(row);
            }
        }
        TableSuggestion suggestion = new TableSuggestion(rows);
        Layout layout = suggestion.layout();
        return layout == null
                ? Optional.empty()
                : Optional.of(new SuggestionYaml(layout)
                        .of(file, encoding.orElse(null), delimiter, today, suggestion.doubts));
    }

    private @Nullable Layout layout() {
        for (TableRow header : rows) {
            if (header.number() > MAX_HEADER_ROW) {
                return null;
            }
            List<TableRow> below =
                    rows.stream().filter(row -> row.number() > header.number()).toList();
            TableSample sample = new TableSample(header, below);
            Layout wide = wide(sample);
            Layout found = wide == null ? rowsOfFigures(sample) : wide;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A column a month. */
    private @Nullable Layout wide(TableSample sample) {
        List<Integer> periods = sample.named().stream()
                .filter(column -> !PeriodForm.of(List.of(sample.name(column))).isEmpty())
                .toList();
        List<PeriodForm> forms =
                PeriodForm.of(periods.stream().map(sample::name).toList());
        if (periods.size() < 2 || forms.isEmpty() || !sample.hasFigures(periods)) {
            return null;
        }
        List<Integer> ignored = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int column : sample.named()) {
            if (!periods.contains(column)) {
                (sample.isText(column) ? labels : ignored).add(column);
            }
        }
        Map<String, Integer> fields = labelled(sample, labels);
        return new Layout(sample, fields, periods, ignored, labels, forms, null, false);
    }

    /** A row a figure. */
    private @Nullable Layout rowsOfFigures(TableSample sample) {
        List<Integer> named = sample.named();
        Integer period = named.size() < 2 || sample.below().isEmpty() ? null : period(sample);
        if (period == null) {
            return null;
        }
        List<Integer> numbers = named.stream()
                .filter(column -> !column.equals(period) && sample.isFigures(column))
                .toList();
        if (numbers.isEmpty()) {
            return null;
        }
        List<Integer> labels = named.stream()
                .filter(column -> !column.equals(period) && !numbers.contains(column) && sample.isText(column))
                .toList();
        Map<String, Integer> fields = labelled(sample, labels);
        Optional<Integer> units = numbers.stream()
                .filter(column -> TableVocabulary.names("units", sample.word(column)))
                .findFirst();
        boolean brandsAcross = !fields.containsKey("brand") && units.isEmpty() && numbers.size() > 1;
        List<Integer> figures = brandsAcross ? numbers : List.of(units.orElse(numbers.get(0)));
        if (!brandsAcross && units.isEmpty() && numbers.size() > 1) {
            doubts.add("several columns hold figures; '" + sample.name(numbers.get(0)) + "' was taken");
        }
        List<Integer> ignored = named.stream()
                .filter(column -> !column.equals(period) && !figures.contains(column) && !fields.containsValue(column))
                .toList();
        return new Layout(sample, fields, figures, ignored, labels, periodForms(sample, period), period, brandsAcross);
    }

    private static @Nullable Integer period(TableSample sample) {
        return sample.named().stream()
                .filter(column -> !periodForms(sample, column).isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The forms in which a column can be read as periods; none where less than half of the rows have one. */
    private static List<PeriodForm> periodForms(TableSample sample, int column) {
        List<String> likely = sample.texts(column).stream()
                .filter(text -> !TableVocabulary.isTotal(text))
                .toList();
        return likely.size() * 2 < sample.below().size() ? List.of() : PeriodForm.of(likely);
    }

    private Map<String, Integer> labelled(TableSample sample, List<Integer> labels) {
        Map<String, Integer> fields = new LinkedHashMap<>();
        for (int column : labels) {
            for (String field : List.of("brand", "model", "region")) {
                if (TableVocabulary.names(field, sample.word(column))) {
                    fields.putIfAbsent(field, column);
                }
            }
        }
        if (!fields.containsKey("brand")) {
            labels.stream()
                    .filter(column -> !fields.containsValue(column))
                    .findFirst()
                    .ifPresent(column -> {
                        fields.put("brand", column);
                        doubts.add("column '" + sample.name(column) + "' was taken for the brand");
                    });
        }
        return fields;
    }
}
