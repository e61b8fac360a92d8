package io.bellwether.producer.table;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.DelimitedRows;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.schemas.Validation;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a mapping for a table from the table itself: its encoding, header, layout, the form of its periods and figures.
 * What no table says of itself (who says so, what is counted, when it was published) is filled in with a marked guess. A
 * person edits the proposal; nothing is taken in by it alone.
 */
public final class TableSuggestion {

    private static final int MAX_ROWS = 400;
    private static final int MAX_HEADER_ROW = 30;
    private static final double MOST = 0.8;

    private static final List<String> FORMS = List.of(
            "yyyy-MM-dd",
            "yyyy-MM",
            "yyyy/MM",
            "yyyy.MM",
            "MM/yyyy",
            "MM.yyyy",
            "MM-yyyy",
            "yyyyMM",
            "yyyy\u5e74M\u6708",
            "'Q'Q yyyy",
            "yyyy 'Q'Q",
            "yyyy-'Q'Q",
            "yyyy'Q'Q",
            "'Q'Q-yyyy",
            "'Q'Q/yyyy",
            "dd.MM.yyyy",
            "d.M.yyyy",
            "dd/MM/yyyy",
            "MM/dd/yyyy");
    private static final List<String> NAMED_FORMS = List.of(
            "MMM.yy",
            "MMM-yy",
            "MMM yy",
            "MMM.yyyy",
            "MMM-yyyy",
            "MMM yyyy",
            "MMM, yyyy",
            "yyyy MMM",
            "yyyy-MMM",
            "MMM'yy");

    private static final Map<String, Set<String>> WORDS = Map.of(
            "brand",
                    Set.of(
                            "brand",
                            "make",
                            "marke",
                            "merke",
                            "marque",
                            "marca",
                            "merk",
                            "m\u00e4rke",
                            "m\u00e6rke",
                            "merkki",
                            "fabrikat",
                            "manufacturer",
                            "maker",
                            "hersteller",
                            "\u54c1\u724c",
                            "\u8f66\u4f01",
                            "\u5382\u5546"),
            "model",
                    Set.of(
                            "model",
                            "modell",
                            "mod\u00e8le",
                            "modelo",
                            "modello",
                            "malli",
                            "\u8f66\u578b",
                            "\u8f66\u7cfb"),
            "region",
                    Set.of(
                            "region",
                            "country",
                            "land",
                            "pays",
                            "pa\u00eds",
                            "paese",
                            "market",
                            "\u5730\u533a",
                            "\u56fd\u5bb6"),
            "units",
                    Set.of(
                            "units",
                            "antall",
                            "antal",
                            "anzahl",
                            "number",
                            "volume",
                            "sales",
                            "registrations",
                            "deliveries",
                            "nombre",
                            "unidades",
                            "unit\u00e0",
                            "aantal",
                            "m\u00e4\u00e4r\u00e4",
                            "\u9500\u91cf",
                            "\u6570\u91cf",
                            "\u4ea4\u4ed8\u91cf",
                            "zulassungen",
                            "neuzulassungen",
                            "immatriculations"));
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totalt",
            "totals",
            "totaal",
            "totale",
            "sum",
            "summe",
            "summa",
            "suma",
            "gesamt",
            "insgesamt",
            "i alt",
            "yhteens\u00e4",
            "alle",
            "all",
            "all brands",
            "grand total",
            "\u5408\u8ba1",
            "\u603b\u8ba1",
            "\u603b\u6570");
    private static final Set<String> NOTHING =
            Set.of("-", "\u2013", "\u2014", "n.a.", "na", "n/a", "..", "...", "x", ":", "\u2026");

    private final Path file;
    private final List<TableRow> rows;
    private final @Nullable String encoding;
    private final @Nullable Character delimiter;
    private final String today;
    private final List<String> doubts = new ArrayList<>();

    private TableSuggestion(
            Path file, List<TableRow> rows, @Nullable String encoding, @Nullable Character delimiter, LocalDate today) {
        this.file = file;
        this.rows = rows;
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.today = today.toString();
    }

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
        return new TableSuggestion(file, rows, encoding.orElse(null), delimiter, today).yaml();
    }

    /** The form of periods, and the language of the names of their months. */
    private record Form(String format, @Nullable String language) {

        String yaml() {
            return "format: " + quoted(format) + (language == null ? "" : ", language: " + language);
        }
    }

    private Optional<String> yaml() {
        for (TableRow header : rows) {
            if (header.number() > MAX_HEADER_ROW) {
                break;
            }
            List<TableRow> below =
                    rows.stream().filter(row -> row.number() > header.number()).toList();
            Optional<String> wide = wide(header, below);
            Optional<String> found = wide.isPresent() ? wide : rowsOfFigures(header, below);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A column a month. */
    private Optional<String> wide(TableRow header, List<TableRow> below) {
        List<Integer> periods = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < header.cells().size(); i++) {
            String text = header.cell(i).text();
            if (!text.isEmpty() && !form(List.of(text)).isEmpty()) {
                periods.add(i);
                texts.add(text);
            }
        }
        List<Form> forms = form(texts);
        if (periods.size() < 2 || forms.isEmpty() || !hasFigures(below, periods)) {
            return Optional.empty();
        }
        List<Integer> others =
                named(header).stream().filter(i -> !periods.contains(i)).toList();
        List<Integer> ignored = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int column : others) {
            (isText(below, column) ? labels : ignored).add(column);
        }
        Map<String, Integer> fields = labelled(header, labels);
        fields.remove("units");
        StringBuilder yaml = start(header, figures(below, periods));
        yaml.append("fields:\n  period_start: {header: ")
                .append(header.number())
                .append(", ");
        yaml.append(forms.get(0).yaml()).append("}\n");
        return Optional.of(finish(yaml, header, below, fields, periods, ignored, labels, forms));
    }

    /** A row a figure. */
    private Optional<String> rowsOfFigures(TableRow header, List<TableRow> below) {
        List<Integer> named = named(header);
        if (named.size() < 2 || below.isEmpty()) {
            return Optional.empty();
        }
        int period = -1;
        List<Form> forms = List.of();
        for (int column : named) {
            List<String> texts = texts(below, column);
            List<String> likely = texts.stream().filter(text -> !isTotal(text)).toList();
            List<Form> found = likely.size() * 2 < below.size() ? List.of() : form(likely);
            if (!found.isEmpty()) {
                period = column;
                forms = found;
                break;
            }
        }
        int dated = period;
        List<Integer> numbers = named.stream()
                .filter(column -> column != dated && isFigures(below, column))
                .toList();
        if (period < 0 || numbers.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> labels = named.stream()
                .filter(column -> column != dated && !numbers.contains(column) && isText(below, column))
                .toList();
        Map<String, Integer> fields = labelled(header, labels);
        Optional<Integer> units = numbers.stream()
                .filter(column -> WORDS.getOrDefault("units", Set.of()).contains(word(header, column)))
                .findFirst();
        boolean brandsAcross = !fields.containsKey("brand") && units.isEmpty() && numbers.size() > 1;
        List<Integer> figures = brandsAcross ? numbers : List.of(units.orElse(numbers.get(0)));
        if (!brandsAcross && units.isEmpty() && numbers.size() > 1) {
            doubts.add("several columns hold figures; '"
                    + header.cell(numbers.get(0)).text() + "' was taken");
        }
        List<Integer> ignored = named.stream()
                .filter(column -> column != dated && !figures.contains(column) && !fields.containsValue(column))
                .toList();
        StringBuilder yaml = start(header, figures(below, figures));
        yaml.append("fields:\n  period_start: {column: ")
                .append(column(header, period))
                .append(", ");
        yaml.append(forms.get(0).yaml()).append("}\n");
        if (brandsAcross) {
            yaml.append("  brand: {header: ")
                    .append(header.number())
                    .append(values(figures.stream()
                            .map(column -> header.cell(column).text())
                            .toList()))
                    .append("}\n");
        }
        return Optional.of(finish(yaml, header, below, fields, figures, ignored, labels, forms));
    }

    private StringBuilder start(TableRow header, List<String> figures) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# How ").append(file.getFileName()).append(" becomes events; proposed from the file itself.\n");
        yaml.append("# Check what is marked with (?), then: bellwether ingest table ")
                .append(file.getFileName())
                .append(" --mapping THIS-FILE --dry-run\n");
        if (encoding != null) {
            yaml.append("encoding: ").append(encoding).append("   # (?) a guess; look at the names below\n");
        }
        if (delimiter != null && delimiter != ',') {
            yaml.append("delimiter: ")
                    .append(delimiter == '\t' ? "\"\\t\"" : quoted(String.valueOf(delimiter)))
                    .append('\n');
        }
        yaml.append("header: ").append(header.number()).append("   # the row that names the columns\n");
        NumberFormat format = numberFormat(figures);
        if (format != NumberFormat.PLAIN) {
            yaml.append("number_format: ").append(quoted(format.toString())).append('\n');
        }
        return yaml;
    }

    private String finish(
            StringBuilder yaml,
            TableRow header,
            List<TableRow> below,
            Map<String, Integer> fields,
            List<Integer> figures,
            List<Integer> ignored,
            List<Integer> labels,
            List<Form> forms) {
        fields.forEach((name, column) -> {
            yaml.append("  ").append(name).append(": {column: ").append(column(header, column));
            if (name.equals("brand")) {
                yaml.append(values(texts(below, column)));
            }
            yaml.append("}\n");
        });
        yaml.append("figures: ")
                .append(list(
                        figures.stream().map(column -> column(header, column)).toList()))
                .append('\n');
        if (!ignored.isEmpty()) {
            yaml.append("ignore: ")
                    .append(list(ignored.stream()
                            .map(column -> column(header, column))
                            .toList()))
                    .append('\n');
        }
        marks(yaml, below, figures);
        totals(yaml, header, below, labels, figures);
        event(yaml, fields, forms);
        doubts.forEach(doubt -> yaml.append("# (?) ").append(doubt).append('\n'));
        if (forms.size() > 1) {
            yaml.append("# (?) periods may also be written as ")
                    .append(forms.get(1).format)
                    .append('\n');
        }
        return yaml.toString();
    }

    private void marks(StringBuilder yaml, List<TableRow> below, List<Integer> figures) {
        NumberFormat format = numberFormat(figures(below, figures));
        Set<String> nothing = new LinkedHashSet<>();
        Set<String> marks = new LinkedHashSet<>();
        for (String text : figures(below, figures)) {
            if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
                nothing.add(quoted(text));
            } else if (format.parse(text).isEmpty()) {
                String mark = text.replaceFirst("^[0-9][0-9.,'\\s\\u00a0\\u202f]*", "");
                String number = text.substring(0, text.length() - mark.length()).strip();
                if (!mark.isEmpty()
                        && mark.length() <= 4
                        && format.parse(number).isPresent()) {
                    marks.add(quoted(mark) + ": ''");
                }
            }
        }
        if (!nothing.isEmpty()) {
            yaml.append("nothing: ").append(list(List.copyOf(nothing))).append("   # (?) nothing, and not zero\n");
        }
        if (!marks.isEmpty()) {
            yaml.append("marks: {")
                    .append(String.join(", ", marks))
                    .append("}   # (?) ESTIMATE, where a mark says so\n");
        }
    }

    private void totals(
            StringBuilder yaml, TableRow header, List<TableRow> below, List<Integer> labels, List<Integer> figures) {
        Set<String> totals = new LinkedHashSet<>();
        Set<String> remainders = new LinkedHashSet<>();
        for (TableRow row : below) {
            for (int i = 0; i < row.cells().size(); i++) {
                String text = row.cell(i).text();
                if (isTotal(text) && !figures.contains(i)) {
                    totals.add(quoted(text));
                } else if (labels.contains(i) && Validation.isRemainder(text)) {
                    remainders.add(quoted(text));
                }
            }
        }
        figures.stream()
                .map(column -> header.cell(column).text())
                .filter(TableSuggestion::isTotal)
                .forEach(text -> totals.add(quoted(text)));
        if (!totals.isEmpty()) {
            yaml.append("totals: {names: ").append(list(List.copyOf(totals)));
            yaml.append(", check: true}   # compared with the sum of the figures, and no figure itself\n");
        }
        if (!remainders.isEmpty()) {
            yaml.append("pass_over: {brand: ")
                    .append(list(List.copyOf(remainders)))
                    .append("}   # no brand\n");
        }
    }

    private void event(StringBuilder yaml, Map<String, Integer> fields, List<Form> forms) {
        String form = forms.get(0).format;
        String granularity = form.contains("Q") ? "QUARTER" : "MONTH";
        yaml.append("event:\n  type: sales\n");
        yaml.append("  measure: DELIVERIES   # (?) or REGISTRATIONS, RETAIL, WHOLESALE, EXPORTS, OUTPUT, ORDERS\n");
        yaml.append("  granularity: ").append(granularity).append('\n');
        if (!fields.containsKey("brand") && yaml.indexOf("\n  brand: {header") < 0) {
            yaml.append("  brand: change-me   # (?) no column names the brand\n");
        }
        yaml.append("  source: ").append(source()).append("   # (?) who says so\n");
        yaml.append("  source_tier: MEDIA   # (?) OFFICIAL, ASSOCIATION, REGISTRATION or MEDIA\n");
        yaml.append("  published_at: ").append(today).append("   # (?) when it became public\n");
    }

    private String source() {
        String slug = BrandNames.slugged(String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ""));
        return slug.isEmpty() ? "table" : quoted(slug);
    }

    /** Slugs for the names of brands that the shipped table of aliases does not know. */
    private static String values(List<String> names) {
        Aliases shipped = AliasFile.shipped();
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String slug = BrandNames.slugged(name);
            boolean known = shipped.brand(name, LocalDate.MIN).isPresent();
            if (!name.isEmpty() && !known && !slug.isEmpty() && !isTotal(name) && !Validation.isRemainder(name)) {
                values.put(quoted(name), quoted(slug));
            }
        }
        return values.isEmpty()
                ? ""
                : ", values: {"
                        + String.join(
                                ", ",
                                values.entrySet().stream()
                                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                                        .toList())
                        + "}";
    }

    private Map<String, Integer> labelled(TableRow header, List<Integer> labels) {
        Map<String, Integer> fields = new LinkedHashMap<>();
        for (int column : labels) {
            for (String field : List.of("brand", "model", "region")) {
                if (WORDS.getOrDefault(field, Set.of()).contains(word(header, column))) {
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
                        doubts.add("column '" + header.cell(column).text() + "' was taken for the brand");
                    });
        }
        return fields;
    }

    /** The forms in which all texts are periods, the likeliest first. */
    private static List<Form> form(List<String> texts) {
        List<Form> forms = new ArrayList<>();
        if (texts.isEmpty()) {
            return forms;
        }
        for (String form : FORMS) {
            Form candidate = new Form(form, null);
            if (fits(candidate, texts)) {
                forms.add(candidate);
            }
        }
        boolean letters = texts.get(0).chars().anyMatch(Character::isLetter);
        for (String form : letters ? NAMED_FORMS : List.<String>of()) {
            for (String language : MonthNames.LANGUAGES) {
                Form candidate = new Form(form, language);
                if (forms.isEmpty() && fits(candidate, texts)) {
                    forms.add(candidate);
                }
            }
        }
        return forms;
    }

    private static boolean fits(Form form, List<String> texts) {
        PeriodFormat format = PeriodFormat.of(form.format, form.language);
        return texts.stream().allMatch(text -> format.parse(text).isPresent());
    }

    private static List<Integer> named(TableRow header) {
        return IntStream.range(0, header.cells().size())
                .filter(i -> !header.cell(i).isEmpty())
                .boxed()
                .toList();
    }

    private static List<String> texts(List<TableRow> rows, int column) {
        return rows.stream()
                .map(row -> row.cell(column).text())
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private static List<String> figures(List<TableRow> rows, List<Integer> columns) {
        return rows.stream()
                .flatMap(row -> columns.stream()
                        .filter(column -> row.cell(column).kind() == TableRow.Kind.TEXT)
                        .map(column -> row.cell(column).text()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static boolean hasFigures(List<TableRow> below, List<Integer> columns) {
        return columns.stream().anyMatch(column -> isFigures(below, column));
    }

    /** Whether most of a column are whole numbers in some form; a share in percent is none. */
    private static boolean isFigures(List<TableRow> below, int column) {
        return most(
                below,
                column,
                cell -> cell.kind() == TableRow.Kind.NUMBER
                        ? NumberFormat.isWhole(new java.math.BigDecimal(cell.text()))
                        : List.of(NumberFormat.values()).stream()
                                .anyMatch(format -> Figure.isWhole(cell.text(), format)));
    }

    private static boolean isText(List<TableRow> below, int column) {
        return most(
                below,
                column,
                cell -> cell.kind() == TableRow.Kind.TEXT && cell.text().chars().anyMatch(Character::isLetter));
    }

    private static boolean most(List<TableRow> below, int column, Predicate<TableRow.TableCell> is) {
        List<TableRow.TableCell> cells = below.stream()
                .map(row -> row.cell(column))
                .filter(cell -> !cell.isEmpty() && !NOTHING.contains(cell.text().toLowerCase(Locale.ROOT)))
                .toList();
        return !cells.isEmpty() && cells.stream().filter(is).count() >= MOST * cells.size();
    }

    /** The form in which the most figures are whole numbers; of those that read as many, the plainest. */
    private static NumberFormat numberFormat(List<String> figures) {
        NumberFormat best = NumberFormat.PLAIN;
        long most = -1;
        for (NumberFormat format : NumberFormat.values()) {
            long whole = figures.stream()
                    .filter(text -> Figure.isWhole(text, format))
                    .count();
            if (whole > most) {
                most = whole;
                best = format;
            }
        }
        return best;
    }

    private static boolean isTotal(String text) {
        return TOTALS.contains(TableMapping.folded(text).replaceAll("[:.]$", ""));
    }

    private static String word(TableRow header, int column) {
        return TableMapping.folded(header.cell(column).text());
    }

    /** A column by its name, or by its number where another one has the same. */
    private static String column(TableRow header, int column) {
        String name = header.cell(column).text();
        boolean unique = header.cells().stream()
                        .filter(cell -> TableMapping.folded(cell.text()).equals(TableMapping.folded(name)))
                        .count()
                == 1;
        return unique ? quoted(name) : Integer.toString(column + 1);
    }

    private static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    /** A text as YAML, in quotes where it might be taken for something else. */
    private static String quoted(String text) {
        return text.matches("\\p{L}[\\p{L}\\p{Nd} _.-]*")
                        && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                        && text.equals(text.strip())
                ? text
                : "'" + text.replace("'", "''") + "'";
    }
}
