package io.bellwether.producer.table;

import io.bellwether.config.AliasFile;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.schemas.Validation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a proposed mapping as YAML, with a mark behind every guess that a person has to check. */
final class SuggestionYaml {

    private final TableSuggestion.Layout layout;
    private final TableSample sample;
    private final List<String> texts;
    private final NumberFormat format;
    private final StringBuilder yaml = new StringBuilder();

    SuggestionYaml(TableSuggestion.Layout layout) {
        this.layout = layout;
        this.sample = layout.sample();
        this.texts = sample.figures(layout.figures());
        this.format = TableSample.numberFormat(texts);
    }

    /**
     * The mapping.
     *
     * @param encoding a guess; null where the file has none
     * @param delimiter null where the file has none
     * @param today what stands for the day of publication until a person says it
     * @param doubts what else a person has to check
     */
    String of(
            Path file, @Nullable String encoding, @Nullable Character delimiter, LocalDate today, List<String> doubts) {
        head(file, encoding, delimiter);
        fields();
        columns();
        marks();
        totals();
        event(file, today);
        doubts.forEach(doubt -> yaml.append("# (?) ").append(doubt).append('\n'));
        if (layout.forms().size() > 1) {
            yaml.append("# (?) periods may also be written as ")
                    .append(layout.forms().get(1).format())
                    .append('\n');
        }
        return yaml.toString();
    }

    private void head(Path file, @Nullable String encoding, @Nullable Character delimiter) {
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
        yaml.append("header: ").append(sample.header().number()).append("   # the row that names the columns\n");
        if (format != NumberFormat.PLAIN) {
            yaml.append("number_format: ").append(quoted(format.toString())).append('\n');
        }
    }

    private void fields() {
        Integer period = layout.period();
        PeriodForm form = layout.forms().get(0);
        int header = sample.header().number();
        yaml.append("fields:\n  period_start: {")
                .append(period == null ? "header: " + header : "column: " + column(period))
                .append(", format: ")
                .append(quoted(form.format()))
                .append(form.language() == null ? "" : ", language: " + form.language())
                .append("}\n");
        if (layout.brandsAcross()) {
            List<String> names = layout.figures().stream().map(sample::name).toList();
            yaml.append("  brand: {header: ")
                    .append(header)
                    .append(values(names))
                    .append("}\n");
        }
        layout.fields()
                .forEach((name, column) -> yaml.append("  ")
                        .append(name)
                        .append(": {column: ")
                        .append(column(column))
                        .append(name.equals("brand") ? values(sample.texts(column)) : "")
                        .append("}\n"));
    }

    private void columns() {
        yaml.append("figures: ").append(columns(layout.figures())).append('\n');
        if (!layout.ignored().isEmpty()) {
            yaml.append("ignore: ").append(columns(layout.ignored())).append('\n');
        }
    }

    private void marks() {
        Set<String> nothing = new LinkedHashSet<>();
        Set<String> marks = new LinkedHashSet<>();
        for (String text : texts) {
            if (TableVocabulary.isNothing(text)) {
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
            yaml.append("nothing: ").append(list(nothing)).append("   # (?) nothing, and not zero\n");
        }
        if (!marks.isEmpty()) {
            yaml.append("marks: {")
                    .append(String.join(", ", marks))
                    .append("}   # (?) ESTIMATE, where a mark says so\n");
        }
    }

    private void totals() {
        Set<String> totals = new LinkedHashSet<>();
        Set<String> remainders = new LinkedHashSet<>();
        for (TableRow row : sample.below()) {
            for (int i = 0; i < row.cells().size(); i++) {
                String text = row.cell(i).text();
                if (TableVocabulary.isTotal(text) && !layout.figures().contains(i)) {
                    totals.add(quoted(text));
                } else if (layout.labels().contains(i) && Validation.isRemainder(text)) {
                    remainders.add(quoted(text));
                }
            }
        }
        layout.figures().stream()
                .map(sample::name)
                .filter(TableVocabulary::isTotal)
                .forEach(text -> totals.add(quoted(text)));
        if (!totals.isEmpty()) {
            yaml.append("totals: {names: ").append(list(totals));
            yaml.append(", check: true}   # compared with the sum of the figures, and no figure itself\n");
        }
        if (!remainders.isEmpty()) {
            yaml.append("pass_over: {brand: ").append(list(remainders)).append("}   # no brand\n");
        }
    }

    private void event(Path file, LocalDate today) {
        String granularity = layout.forms().get(0).format().contains("Q") ? "QUARTER" : "MONTH";
        yaml.append("event:\n  type: sales\n");
        yaml.append("  measure: DELIVERIES   # (?) or REGISTRATIONS, RETAIL, WHOLESALE, EXPORTS, OUTPUT, ORDERS\n");
        yaml.append("  granularity: ").append(granularity).append('\n');
        if (!layout.fields().containsKey("brand") && !layout.brandsAcross()) {
            yaml.append("  brand: change-me   # (?) no column names the brand\n");
        }
        yaml.append("  source: ").append(source(file)).append("   # (?) who says so\n");
        yaml.append("  source_tier: MEDIA   # (?) OFFICIAL, ASSOCIATION, REGISTRATION or MEDIA\n");
        yaml.append("  published_at: ").append(today).append("   # (?) when it became public\n");
    }

    private static String source(Path file) {
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
            boolean isBrand = !TableVocabulary.isTotal(name) && !Validation.isRemainder(name);
            if (!name.isEmpty() && !known && !slug.isEmpty() && isBrand) {
                values.put(quoted(name), quoted(slug));
            }
        }
        List<String> entries = values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        return entries.isEmpty() ? "" : ", values: {" + String.join(", ", entries) + "}";
    }

    /** A column by its name, or by its number where another one has the same. */
    private String column(int column) {
        return sample.isUnique(column) ? quoted(sample.name(column)) : Integer.toString(column + 1);
    }

    private String columns(List<Integer> columns) {
        return list(columns.stream().map(this::column).toList());
    }

    private static String list(Iterable<String> items) {
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
