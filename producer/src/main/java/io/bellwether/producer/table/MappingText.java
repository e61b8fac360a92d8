package io.bellwether.producer.table;

import static io.bellwether.producer.table.TableLayout.quoted;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the mapping of a table by its layout; what is a guess is marked with (?). */
final class MappingText {

    private final Path file;
    private final TableLayout layout;
    private final LocalDate today;
    private final NumberFormat numbers;
    private final StringBuilder yaml = new StringBuilder();

    MappingText(Path file, TableLayout layout, LocalDate today) {
        this.file = file;
        this.layout = layout;
        this.today = today;
        this.numbers = WrittenFigure.format(layout.figureTexts());
    }

    String yaml(@Nullable String sheet, @Nullable String encoding, char delimiter) {
        line("# How " + file.getFileName() + " becomes events; proposed from the file itself.");
        line("# Check what is marked with (?), then: bellwether ingest table " + file.getFileName()
                + " --mapping THIS-FILE --dry-run");
        if (sheet != null) {
            line("sheet: " + quoted(sheet) + "   # (?) the first that seems to hold a table");
        }
        if (encoding != null) {
            line("encoding: " + encoding + "   # (?) a guess; look at the names below");
        }
        if (delimiter != 0 && delimiter != ',') {
            line("delimiter: " + (delimiter == '\t' ? "\"\\t\"" : quoted(String.valueOf(delimiter))));
        }
        List<Integer> header = layout.headerRows();
        line("header: " + (header.size() == 1 ? header.get(0) : header) + "   # the row that names the columns");
        if (numbers != NumberFormat.PLAIN) {
            line("number_format: " + quoted(numbers.toString()));
        }
        String units = LayoutFinder.units(layout);
        if (units != null) {
            line("units_in: " + units + "   # (?) what the title or a column says that figures are counted in");
        }
        fields();
        columns();
        marks();
        totals();
        event();
        doubts();
        return yaml.toString();
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    private void fields() {
        PeriodForm form = layout.forms.get(0);
        line("fields:");
        String prefix = layout.prefix.isBlank() ? "" : "'" + layout.prefix.strip() + "' ";
        line("  period_start: {"
                + (layout.periodColumns.isEmpty()
                        ? "header: " + rows()
                        : "column: "
                                + (layout.periodColumns.size() == 1
                                        ? layout.column(layout.periodColumns.get(0))
                                        : list(layout.periodColumns)))
                + ", format: " + quoted(prefix + form.format())
                + (form.language() == null ? "" : ", language: " + form.language())
                + (form.year() == null ? "" : ", year: " + (form.year() == 0 ? "change-me" : form.year()))
                + "}");
        if (layout.brandsAcross) {
            line("  brand: {header: " + rows()
                    + values(layout.figures.stream().map(layout::name).toList()) + "}");
        }
        layout.fields.forEach((name, column) -> line("  " + name + ": {column: " + layout.column(column)
                + (name.equals("brand") ? values(layout.texts(column)) : "") + "}"));
    }

    private String rows() {
        List<Integer> header = layout.headerRows();
        return header.size() == 1 ? header.get(0).toString() : header.toString();
    }

    private void columns() {
        line("figures: " + list(layout.figures));
        if (!layout.ignored.isEmpty()) {
            line("ignore: " + list(layout.ignored));
        }
        if (!layout.filledDown.isEmpty()) {
            line("fill_down: " + list(layout.filledDown) + "   # an empty cell has what stands above it");
        }
    }

    private String list(List<Integer> columns) {
        return list(columns.stream().map(layout::column));
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(", ", "[", "]"));
    }

    /** Slugs for the names of brands that the shipped table of aliases does not know. */
    private static String values(List<String> names) {
        Aliases shipped = AliasFile.shipped();
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String slug = BrandNames.slugged(name);
            boolean known = shipped.brand(name, LocalDate.MIN).isPresent();
            boolean brand = !TableWords.isTotal(name) && !TableWords.isSubtotal(name) && !TableWords.isRemainder(name);
            if (!name.isEmpty() && !known && !slug.isEmpty() && brand) {
                values.put(quoted(name.replaceAll("\\s+", " ")), quoted(slug));
            }
        }
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", ", ", values: {", "}"));
    }

    private void marks() {
        Set<String> nothing = new LinkedHashSet<>();
        Map<String, String> marks = new LinkedHashMap<>();
        for (String text : layout.figureTexts()) {
            if (WrittenFigure.isNothing(text)) {
                nothing.add(quoted(text));
                continue;
            }
            WrittenFigure.of(text)
                    .ifPresent(parts -> Stream.of(parts.before(), parts.behind())
                            .filter(WrittenFigure::isMark)
                            .forEach(mark -> marks.put(mark, WrittenFigure.qualifier(mark))));
        }
        if (!nothing.isEmpty()) {
            line("nothing: " + list(nothing.stream()) + "   # (?) nothing, and not zero");
        }
        if (!marks.isEmpty()) {
            line("marks: "
                    + marks.entrySet().stream()
                            .map(mark -> quoted(mark.getKey()) + ": "
                                    + (mark.getValue().isEmpty() ? "''" : mark.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"))
                    + "   # (?) ESTIMATE or AT_LEAST, where a mark says so");
        }
    }

    private void totals() {
        Set<String> totals = new LinkedHashSet<>();
        Set<String> subtotals = new LinkedHashSet<>();
        Set<String> remainders = new LinkedHashSet<>();
        Stream<String> labels = Stream.concat(
                layout.below().stream().flatMap(this::labels),
                layout.brandsAcross ? layout.figures.stream().map(layout::name) : layout.totalColumns.stream());
        labels.forEach(text -> {
            if (TableWords.isSubtotal(text)) {
                subtotals.add(quoted(text));
            } else if (TableWords.isTotal(text)) {
                totals.add(quoted(text));
            } else if (TableWords.isRemainder(text)) {
                remainders.add(quoted(text));
            }
        });
        sumOfTheOthers().filter(text -> !totals.contains(quoted(text))).ifPresent(text -> {
            totals.add(quoted(text));
            layout.doubts.add("'" + text + "' is the sum of the other rows, and so no brand");
        });
        if (!totals.isEmpty() || !subtotals.isEmpty()) {
            line("totals: {names: " + list(totals.stream())
                    + (subtotals.isEmpty() ? "" : ", subtotals: " + list(subtotals.stream()))
                    + ", check: true}   # compared with the sum of the figures, and no figure itself");
        }
        if (!remainders.isEmpty()) {
            line("pass_over: {brand: " + list(remainders.stream()) + "}   # (?) no brand");
        }
    }

    /** What the columns of names and periods say in a row. */
    private Stream<String> labels(TableRow row) {
        return Stream.concat(layout.fields.values().stream(), layout.periodColumns.stream())
                .map(column -> row.cell(column).text())
                .filter(text -> !text.isEmpty());
    }

    /** The name in a row whose figures are the sums of all others; words for a total are not known in every language. */
    private Optional<String> sumOfTheOthers() {
        Integer brand = layout.fields.get("brand");
        if (brand == null || !layout.periodColumns.isEmpty()) {
            return Optional.empty();
        }
        List<TableRow> rows = layout.below().stream()
                .filter(row -> !layout.isTotal(row)
                        && !TableWords.isSubtotal(row.cell(brand).text()))
                .toList();
        return rows.stream()
                .filter(row -> rows.size() > 2
                        && layout.figures.stream().allMatch(column -> isSumOfTheOthers(row, rows, column)))
                .map(row -> row.cell(brand).text())
                .findFirst();
    }

    private boolean isSumOfTheOthers(TableRow row, List<TableRow> rows, int column) {
        BigDecimal sum = rows.stream()
                .filter(other -> !other.equals(row))
                .map(other -> WrittenFigure.number(other.cell(column), numbers))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal figure = WrittenFigure.number(row.cell(column), numbers);
        return figure.signum() > 0 && figure.compareTo(sum) == 0;
    }

    private void event() {
        PeriodForm form = layout.forms.get(0);
        line("event:");
        line("  type: sales");
        line("  measure: DELIVERIES   # (?) or REGISTRATIONS, RETAIL, WHOLESALE, EXPORTS, OUTPUT, ORDERS");
        line("  granularity: " + form.granularity(layout.periods));
        if (!layout.fields.containsKey("brand") && !layout.brandsAcross) {
            line("  brand: change-me   # (?) no column names the brand");
        }
        line("  source: " + source() + "   # (?) who says so");
        line("  source_tier: MEDIA   # (?) OFFICIAL, ASSOCIATION, REGISTRATION or MEDIA");
        line("  published_at: " + today + "   # (?) when it became public");
    }

    private String source() {
        String slug = BrandNames.slugged(String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ""));
        return slug.isEmpty() ? "table" : quoted(slug);
    }

    private void doubts() {
        layout.doubts.forEach(doubt -> line("# (?) " + doubt));
        PeriodForm first = layout.forms.get(0);
        layout.forms.stream()
                .skip(1)
                .filter(form -> form.differsFrom(first, layout.periods))
                .findFirst()
                .ifPresent(form -> line("# (?) periods may also be written as " + form.format()
                        + (form.language() == null ? "" : " in the language " + form.language())));
    }
}
