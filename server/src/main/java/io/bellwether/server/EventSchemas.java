package io.bellwether.server;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** JSON Schemas of events as they are fed, by type, from the Avro schemas of their records. */
final class EventSchemas {

    private static final String DETAIL = "detail";

    private final JsonSchemas schemas;

    EventSchemas(JsonSchemas schemas) {
        this.schemas = schemas;
    }

    /** One event or an array of events. */
    Map<String, Object> body() {
        Map<String, Object> event = schemas.component(
                "Event",
                oneOf(Map.of(
                        "sales", event("sales", SalesReport.getClassSchema()),
                        "capacity", event("capacity", CapacityReport.getClassSchema()),
                        "announcement", event("announcement", Announcement.getClassSchema()))));
        return Map.of("oneOf", List.of(event, JsonSchemas.arrayOf(event)));
    }

    private Map<String, Object> event(String type, Schema record) {
        return fed(type, record, record.getName());
    }

    /** The details of an announcement, by their type. */
    private Map<String, Object> details(Schema union) {
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        for (Schema detail : union.getTypes()) {
            String type = snakeCase(detail.getName());
            details.put(type, fed(type, detail, detail.getName()));
        }
        return oneOf(details);
    }

    private static Map<String, Object> oneOf(Map<String, Map<String, Object>> byType) {
        SortedMap<String, Map<String, Object>> inOrder = new TreeMap<>(byType);
        Map<String, Object> mapping = new LinkedHashMap<>();
        inOrder.forEach((type, reference) -> mapping.put(type, Objects.requireNonNull(reference.get("$ref"))));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("oneOf", List.copyOf(inOrder.values()));
        schema.put("discriminator", Map.of("propertyName", "type", "mapping", mapping));
        return schema;
    }

    /** What is fed of a record: besides its fields the type; without a default a field is required, but for the id. */
    private Map<String, Object> fed(String type, Schema record, String name) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>(List.of("type"));
        properties.put("type", Map.of("type", "string", "const", type));
        boolean isEvent = record.getField(DETAIL) != null || record.getField("published_at") != null;
        for (Schema.Field field : record.getFields()) {
            boolean isDerived = isEvent && field.name().equals("event_id");
            Map<String, Object> form = field.name().equals(DETAIL) ? details(field.schema()) : form(field);
            properties.put(
                    field.name(), JsonSchemas.described(isDerived ? JsonSchemas.nullable(form) : form, field.doc()));
            if (!field.hasDefaultValue() && !isDerived) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>(JsonSchemas.object(properties));
        schema.put("required", required.stream().sorted().toList());
        schema.put("description", record.getDoc());
        return schemas.component("Fed" + name, schema);
    }

    private Map<String, Object> form(Schema.Field field) {
        // An instant, or a date for its midnight: no format of JSON Schema is both.
        return field.name().equals("published_at") ? Map.of("type", "string") : schemas.of(field.schema());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
