package io.bellwether.producer.table;

import io.bellwether.config.YamlDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the section of a mapping file that says where each field of an event stands. */
final class MappedFields {

    private static final Set<String> OF_FIELD = Set.of("column", "header", "format", "language", "year", "values");

    private final YamlDocument yaml;
    private final MappingValues values;
    private final List<Integer> header;

    /** @param header the rows of the header */
    MappedFields(YamlDocument yaml, MappingValues values, List<Integer> header) {
        this.yaml = yaml;
        this.values = values;
        this.header = header;
    }

    /** The fields by their names. */
    Map<String, TableMapping.Field> of(YamlDocument.Fields document) {
        Map<String, TableMapping.Field> fields = new LinkedHashMap<>();
        Node node = document.required("fields");
        if (node != null) {
            yaml.entries(node, (name, value) -> {
                values.requireColumn(name);
                TableMapping.Field field = field(name, value);
                if (field != null) {
                    fields.put(name.getValue(), field);
                }
            });
        }
        return fields;
    }

    private TableMapping.@Nullable Field field(ScalarNode name, Node value) {
        YamlDocument.Fields parts = yaml.fields(value, OF_FIELD);
        if (parts == null) {
            return null;
        }
        List<String> columns = values.texts(parts.optional("column"));
        List<Integer> headers = values.numbers(parts.optional("header"));
        if (columns.isEmpty() == headers.isEmpty()) {
            yaml.mistake(value, "must have either 'column' or 'header'");
        }
        if (!header.containsAll(headers)) {
            yaml.mistake(value, "'header' must name rows that stand under 'header' of the file: " + header);
        }
        PeriodFormat period = period(name, parts);
        return new TableMapping.Field(
                columns, headers, period, values.map(parts.optional("values"), TableMapping::folded));
    }

    private @Nullable PeriodFormat period(ScalarNode name, YamlDocument.Fields parts) {
        ScalarNode format = parts.optionalScalar("format");
        if (format == null) {
            boolean date = Set.of("period_start", "effective_from").contains(name.getValue());
            if (date) {
                yaml.mistake(parts.node(), "must have a 'format', such as MMM.yy or yyyy-MM");
            }
            return null;
        }
        ScalarNode language = parts.optionalScalar("language");
        ScalarNode year = parts.optionalScalar("year");
        if (year != null && !year.getValue().matches("(19|20)[0-9]{2}")) {
            yaml.mistake(year, "must be a year, as 2024");
            return null;
        }
        try {
            return PeriodFormat.of(
                    format.getValue(),
                    language == null ? null : language.getValue(),
                    year == null ? 0 : Integer.parseInt(year.getValue()));
        } catch (IllegalArgumentException e) {
            yaml.mistake(format, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
