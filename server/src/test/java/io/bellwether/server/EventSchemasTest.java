package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.producer.format.EventShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The body of {@code POST /events} as the API describes it is what the program takes. */
class EventSchemasTest {

    private final ObjectMapper json = new ObjectMapper();
    private final JsonSchemas schemas = new JsonSchemas();
    private final JsonNode components;

    EventSchemasTest() {
        new EventSchemas(schemas).body();
        components = json.valueToTree(schemas.components());
    }

    @Test
    void shouldRequireWhatTheProgramRequires() {
        for (String type : List.of("sales", "capacity", "announcement")) {
            List<String> required = new ArrayList<>();
            schema("Event", type).get("required").forEach(field -> required.add(field.asText()));
            required.remove("type");

            assertThat(required)
                    .as(type)
                    .containsExactlyInAnyOrderElementsOf(EventShape.required(type).stream()
                            .map(field -> field.equals("detail.type") ? "detail" : field)
                            .toList());
        }
    }

    @Test
    void shouldFitEveryExampleOfTheDocument() throws Exception {
        List<JsonNode> examples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/events.md"))) {
            if (line.startsWith("{\"type\":")) {
                examples.add(json.readTree(line));
            }
        }

        assertThat(examples).hasSizeGreaterThan(15).allSatisfy(event -> {
            fits(event, schema("Event", event.get("type").asText()));
            JsonNode detail = event.path("detail");
            if (detail.isObject()) {
                JsonNode details = components.at("/FedAnnouncement/properties/detail");
                fits(detail, component(details, detail.get("type").asText()));
            }
        });
    }

    private JsonNode schema(String component, String type) {
        return component(components.get(component), type);
    }

    private JsonNode component(JsonNode oneOf, String type) {
        String name = oneOf.at("/discriminator/mapping/" + type).asText().replaceFirst(".*/", "");
        assertThat(name).as(type).isNotEmpty();
        return components.get(name);
    }

    private static void fits(JsonNode value, JsonNode schema) {
        List<String> given = new ArrayList<>();
        value.fieldNames().forEachRemaining(given::add);
        List<String> known = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(known::add);
        assertThat(known).as("%s", value).containsAll(given);
        schema.get("required")
                .forEach(field -> assertThat(given).as("%s", value).contains(field.asText()));
    }
}
