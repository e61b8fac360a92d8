package io.bellwether.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * JSON Schemas of answers, from the Avro schemas of the records that the answers are made of; each record and enum is a
 * component of its own.
 */
final class JsonSchemas {

    private final Map<String, Object> components = new TreeMap<>();

    /** All components defined so far. */
    Map<String, Object> components() {
        return components;
    }

    static Map<String, Object> reference(String component) {
        return Map.of("$ref", "#/components/schemas/" + component);
    }

    static Map<String, Object> arrayOf(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    static Map<String, Object> mapOf(Map<String, Object> values) {
        return Map.of("type", "object", "additionalProperties", values);
    }

    static Map<String, Object> nullable(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    /** An object with exactly these properties, all required. */
    static Map<String, Object> object(Map<String, Map<String, Object>> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        // In an order of its own: maps made in code have none that is the same in every process.
        object.put("required", properties.keySet().stream().sorted().toList());
        object.put("additionalProperties", false);
        return object;
    }

    /** Defines a component and returns a reference to it. */
    Map<String, Object> component(String name, Map<String, Object> schema) {
        components.put(name, schema);
        return reference(name);
    }

    /** The schema of a record as {@code RecordJson.of} writes it. */
    Map<String, Object> of(Schema schema) {
        return of(schema, List.of(), Map.of());
    }

    /** The same without some fields, and with others of another schema. */
    Map<String, Object> of(Schema schema, List<String> without, Map<String, Map<String, Object>> instead) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, without, instead);
            case ENUM ->
                component(
                        schema.getName(),
                        described(Map.of("type", "string", "enum", schema.getEnumSymbols()), schema.getDoc()));
            case ARRAY -> arrayOf(of(schema.getElementType()));
            case MAP -> mapOf(of(schema.getValueType()));
            case UNION -> union(schema);
            case INT, LONG -> integer(schema);
            case FLOAT, DOUBLE -> Map.of("type", "number");
            case BOOLEAN -> Map.of("type", "boolean");
            default -> Map.of("type", "string");
        };
    }

    private static Map<String, Object> integer(Schema schema) {
        if (schema.getLogicalType() == null) {
            return Map.of("type", "integer");
        }
        return Map.of(
                "type", "string", "format", schema.getLogicalType().getName().equals("date") ? "date" : "date-time");
    }

    private Map<String, Object> union(Schema schema) {
        List<Object> forms = new ArrayList<>();
        schema.getTypes()
                .forEach(type -> forms.add(type.getType() == Schema.Type.NULL ? Map.of("type", "null") : of(type)));
        return forms.size() == 1 ? of(schema.getTypes().get(0)) : Map.of("anyOf", forms);
    }

    private Map<String, Object> record(Schema schema, List<String> without, Map<String, Map<String, Object>> instead) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            if (!without.contains(field.name())) {
                Map<String, Object> form = instead.getOrDefault(field.name(), Map.of());
                properties.put(field.name(), described(form.isEmpty() ? of(field.schema()) : form, field.doc()));
            }
        }
        return component(schema.getName(), described(object(properties), schema.getDoc()));
    }

    /** A schema with a description. */
    static Map<String, Object> described(Map<String, Object> schema, String description) {
        Map<String, Object> described = new LinkedHashMap<>(schema);
        described.put("description", description);
        return described;
    }
}
