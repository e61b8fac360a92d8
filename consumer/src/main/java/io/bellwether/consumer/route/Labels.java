package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What alerts may be grouped and compared by: their fields, and the labels of their rule. */
public final class Labels {

    /** Fields by name; a label is {@code labels.NAME}. */
    static final List<String> FIELDS = List.of("rule", "scope", "subject", "brand", "model", "technology", "severity");

    static final String PREFIX = "labels.";

    private Labels() {}

    /** Name -> value; the value is empty where the alert has none. */
    static Map<String, String> of(Alert alert, List<String> names) {
        Map<String, String> values = new TreeMap<>();
        names.forEach(name -> values.put(name, of(alert, name)));
        return values;
    }

    private static String of(Alert alert, String name) {
        String value = switch (name) {
            case "rule" -> alert.getRule();
            case "scope" -> alert.getScope();
            case "subject" -> alert.getSubject();
            case "brand" -> alert.getBrand();
            case "model" -> alert.getModel();
            case "technology" -> alert.getTechnology();
            case "severity" -> alert.getSeverity().name();
            default -> alert.getLabels().get(name.substring(PREFIX.length()));
        };
        return Objects.requireNonNullElse(value, "");
    }
}
