package io.bellwether.producer.table;

import io.bellwether.config.ConfigError;
import io.bellwether.config.YamlDocument;
import io.bellwether.producer.format.EventShape;
import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the mapping of a table (docs/guide/csv.md), noting every mistake with its place. */
public final class TableMappingFile {

    private static final int MAX_LENGTH = 200_000;

    private static final Set<String> SECTIONS = Set.of(
            "sheet",
            "encoding",
            "delimiter",
            "header",
            "number_format",
            "units_in",
            "fields",
            "figures",
            "ignore",
            "fill_down",
            "totals",
            "pass_over",
            "nothing",
            "zero",
            "marks",
            "duplicates",
            "event");
    private static final Set<String> OF_TOTALS = Set.of("names", "subtotals", "check");
    private static final Set<String> QUALIFIERS = Set.of("", "EXACT", "AT_LEAST", "ESTIMATE");

    private static final Map<String, BigDecimal> UNITS = Map.of(
            "1", BigDecimal.ONE,
            "k", BigDecimal.valueOf(1_000),
            "thousand", BigDecimal.valueOf(1_000),
            "thousands", BigDecimal.valueOf(1_000),
            "万", BigDecimal.valueOf(10_000),
            "lakh", BigDecimal.valueOf(100_000),
            "million", BigDecimal.valueOf(1_000_000),
            "millions", BigDecimal.valueOf(1_000_000));

    private final YamlDocument yaml;
    private final MappingValues values;
    private final String text;

    private TableMappingFile(String text) {
        this.yaml = YamlDocument.of(text, MAX_LENGTH);
        this.values = new MappingValues(yaml);
        this.text = text;
    }

    /** What became of a file. */
    public sealed interface Reading {}

    /** A mapping without mistakes. */
    public static final class Accepted implements Reading {

        private final TableMapping mapping;

        private Accepted(TableMapping mapping) {
            this.mapping = mapping;
        }

        TableMapping mapping() {
            return mapping;
        }
    }

    /** A mapping that is refused as a whole. */
    public record Rejected(List<ConfigError> mistakes) implements Reading {}

    /** Reads a mapping. */
    public static Reading read(String text) {
        TableMappingFile file = new TableMappingFile(text);
        TableMapping mapping = file.mapping();
        return mapping == null ? new Rejected(file.yaml.mistakes()) : new Accepted(mapping);
    }

    private @Nullable TableMapping mapping() {
        YamlDocument.Fields document = yaml.document(SECTIONS);
        if (document == null) {
            return null;
        }
        Map<String, String> constants = constants(document);
        List<Integer> header = values.numbers(document.optional("header"));
        Map<String, TableMapping.Field> fields = new MappedFields(yaml, values, header).of(document);
        List<String> figures = document.optional("figures") == null ? null : values.texts(document.optional("figures"));
        String figure = constants.getOrDefault("type", "sales").equals("capacity") ? "units_per_month" : "units";
        TableMapping mapping = new TableMapping(
                which(document),
                header,
                numberFormat(document),
                unitsIn(document),
                fields,
                figures,
                figure,
                values.folded(document.optional("ignore")),
                values.folded(document.optional("fill_down")),
                totals(document, "names"),
                totals(document, "subtotals"),
                checksTotals(document),
                passedOver(document),
                Set.copyOf(values.texts(document.optional("nothing"))),
                Set.copyOf(values.texts(document.optional("zero"))),
                marks(document),
                sums(document),
                constants,
                text);
        requireAllFields(document, mapping);
        return yaml.mistakes().isEmpty() ? mapping : null;
    }

    /** Tells at once, and not at every figure, what an event would lack. */
    private void requireAllFields(YamlDocument.Fields document, TableMapping mapping) {
        List<String> missing = EventShape.required(mapping.constants().getOrDefault("type", "sales")).stream()
                .filter(name -> !mapping.constants().containsKey(name)
                        && !mapping.fields().containsKey(name)
                        && !name.equals(mapping.figure()))
                .toList();
        if (!missing.isEmpty() && yaml.mistakes().isEmpty()) {
            yaml.mistake(
                    document.node(),
                    "neither 'fields' nor 'event' says " + String.join(", ", missing) + ", which an event must have");
        }
    }

    private Map<String, String> constants(YamlDocument.Fields document) {
        Map<String, String> constants = new LinkedHashMap<>();
        Node event = document.optional("event");
        if (event != null) {
            yaml.entries(event, (name, value) -> {
                values.requireColumn(name);
                ScalarNode scalar = yaml.scalar(value);
                if (scalar != null) {
                    constants.put(name.getValue(), scalar.getValue());
                }
            });
        }
        constants.putIfAbsent("type", "sales");
        if (!Set.of("sales", "capacity").contains(constants.get("type"))) {
            yaml.mistake(document.node(), "a table can hold events of the type sales or capacity");
        }
        return constants;
    }

    private Sheets.Which which(YamlDocument.Fields document) {
        ScalarNode sheet = document.optionalScalar("sheet");
        ScalarNode encoding = document.optionalScalar("encoding");
        Node delimiter = document.optional("delimiter");
        char character = 0;
        if (delimiter instanceof ScalarNode scalar && scalar.getValue().length() == 1) {
            character = scalar.getValue().charAt(0);
        } else if (delimiter != null) {
            yaml.mistake(delimiter, "must be one character");
        }
        return new Sheets.Which(sheet == null ? null : sheet.getValue(), charset(encoding), character);
    }

    private @Nullable Charset charset(@Nullable ScalarNode encoding) {
        try {
            return encoding == null ? null : Charset.forName(encoding.getValue());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            yaml.mistake(encoding == null ? missing() : encoding, "is no encoding that is known");
            return null;
        }
    }

    private static Node missing() {
        throw new IllegalStateException("an encoding that is not named cannot be unknown");
    }

    private NumberFormat numberFormat(YamlDocument.Fields document) {
        ScalarNode format = document.optionalScalar("number_format");
        if (format == null) {
            return NumberFormat.PLAIN;
        }
        Optional<NumberFormat> known = NumberFormat.of(format.getValue());
        if (known.isEmpty()) {
            yaml.mistake(format, "must be one of " + NumberFormat.known() + ", in quotes");
        }
        return known.orElse(NumberFormat.PLAIN);
    }

    private BigDecimal unitsIn(YamlDocument.Fields document) {
        ScalarNode units = document.optionalScalar("units_in");
        if (units == null) {
            return BigDecimal.ONE;
        }
        BigDecimal known = UNITS.get(units.getValue());
        if (known == null && units.getValue().matches("[1-9][0-9]{0,8}")) {
            known = new BigDecimal(units.getValue());
        }
        if (known == null) {
            yaml.mistake(units, "must be a number or one of " + String.join(", ", new TreeSet<>(UNITS.keySet())));
        }
        return known == null ? BigDecimal.ONE : known;
    }

    private Set<String> totals(YamlDocument.Fields document, String names) {
        YamlDocument.Fields totals = totalsOf(document);
        return totals == null ? Set.of() : values.folded(totals.optional(names));
    }

    private boolean checksTotals(YamlDocument.Fields document) {
        YamlDocument.Fields totals = totalsOf(document);
        ScalarNode check = totals == null ? null : totals.optionalScalar("check");
        return check == null || values.truth(check);
    }

    private YamlDocument.@Nullable Fields totalsOf(YamlDocument.Fields document) {
        Node node = document.optional("totals");
        return node == null ? null : yaml.fields(node, OF_TOTALS);
    }

    private Map<String, Set<String>> passedOver(YamlDocument.Fields document) {
        Map<String, Set<String>> passedOver = new HashMap<>();
        Node node = document.optional("pass_over");
        if (node != null) {
            yaml.entries(node, (name, words) -> {
                values.requireColumn(name);
                passedOver.put(name.getValue(), values.folded(words));
            });
        }
        return passedOver;
    }

    private Map<String, String> marks(YamlDocument.Fields document) {
        Map<String, String> marks = values.map(document.optional("marks"), mark -> mark);
        marks.forEach((mark, qualifier) -> {
            if (!QUALIFIERS.contains(qualifier)) {
                yaml.mistake(document.node(), "marks: '" + mark + "' must give AT_LEAST, ESTIMATE or nothing ('')");
            }
        });
        return marks;
    }

    private boolean sums(YamlDocument.Fields document) {
        ScalarNode duplicates = document.optionalScalar("duplicates");
        if (duplicates != null && !Set.of("sum", "refuse").contains(duplicates.getValue())) {
            yaml.mistake(duplicates, "must be refuse or sum");
        }
        return duplicates != null && duplicates.getValue().equals("sum");
    }
}
