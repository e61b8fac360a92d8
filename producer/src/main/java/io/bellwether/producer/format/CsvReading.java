package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a CSV file were read; kept with each row that was refused, so that it can be read again.
 *
 * @param delimiter 0 where the header row shows it
 */
public record CsvReading(TextOptions options, char delimiter) {

    /** As the header row shows it. */
    public static final CsvReading DEFAULT = new CsvReading(TextOptions.DEFAULT, (char) 0);

    /** As it is kept; null for the default. The text itself is kept in UTF-8, whatever it was. */
    @Nullable
    String json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (delimiter != 0) {
            node.put("delimiter", String.valueOf(delimiter));
        }
        if (options.numbers() != NumberFormat.PLAIN) {
            node.put("number_format", options.numbers().toString());
        }
        if (!options.constants().isEmpty()) {
            ObjectNode set = node.putObject("set");
            options.constants().forEach(set::put);
        }
        return node.isEmpty() ? null : node.toString();
    }

    /** The inverse of {@link #json}; the default for what is none. */
    public static CsvReading parse(@Nullable String json) {
        Optional<ObjectNode> node =
                json == null ? Optional.empty() : EventJson.object(json.getBytes(StandardCharsets.UTF_8));
        if (node.isEmpty()) {
            return DEFAULT;
        }
        String delimiter = node.get().path("delimiter").asText("");
        NumberFormat numbers =
                NumberFormat.of(node.get().path("number_format").asText("")).orElse(NumberFormat.PLAIN);
        Map<String, String> constants = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.get().path("set").properties()) {
            constants.put(entry.getKey(), entry.getValue().asText());
        }
        return new CsvReading(new TextOptions(numbers, constants, null), delimiter.isEmpty() ? 0 : delimiter.charAt(0));
    }
}
