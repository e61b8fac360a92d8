package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Whoever reads a topic finds in its schema what each field means. */
class SchemaDocumentationTest {

    @Test
    void shouldDocumentEveryTypeAndField() {
        // Given every schema of a topic, and the one that brands are summed up by
        Map<String, Schema> types = new TreeMap<>();
        new Topics("").catalogue().forEach(topic -> topic.schema().ifPresent(schema -> collect(schema, types)));
        collect(BrandSummaryRecord.getClassSchema(), types);
        collect(BrandMonth.getClassSchema(), types);

        // When
        List<String> silent = new ArrayList<>();
        types.values().forEach(type -> {
            if (isBlank(type.getDoc())) {
                silent.add(type.getFullName());
            }
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().stream()
                        .filter(field -> isBlank(field.doc()))
                        .forEach(field -> silent.add(type.getFullName() + "." + field.name()));
            }
        });

        // Then
        assertThat(types)
                .containsKeys(
                        "io.bellwether.schemas.avro.SalesReport",
                        "io.bellwether.schemas.avro.Launch",
                        "io.bellwether.schemas.avro.Alert",
                        "io.bellwether.schemas.avro.TechnologyBrand",
                        "io.bellwether.schemas.avro.MilestoneRecord");
        assertThat(silent).isEmpty();
    }

    @Test
    void shouldNameFieldsInSnakeCase() {
        // Given
        Map<String, Schema> types = new TreeMap<>();
        new Topics("").catalogue().forEach(topic -> topic.schema().ifPresent(schema -> collect(schema, types)));

        // When
        List<String> names = types.values().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .flatMap(type -> type.getFields().stream().map(Schema.Field::name))
                .toList();

        // Then
        assertThat(names).hasSizeGreaterThan(80).allMatch(name -> name.matches("[a-z]+(_[a-z0-9]+)*"));
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case RECORD -> {
                if (types.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            case ENUM -> types.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(type -> collect(type, types));
            default -> {}
        }
    }

    private static boolean isBlank(String doc) {
        return doc == null || doc.isBlank();
    }
}
