package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the API to the document that is checked in: a change of it is seen in a diff before a client meets it. */
class OpenApiDocumentTest {

    private static final Path GOLDEN = Path.of("../docs/api/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** Set on the command line to write the document anew. */
    private static final boolean UPDATE = Boolean.getBoolean("openapi.update");

    @Test
    void shouldServeTheDocumentThatIsCheckedIn() throws Exception {
        // Given
        if (UPDATE) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, yaml(served()));
        }
        Map<String, Object> golden = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(GOLDEN));

        // When
        Map<String, Object> served = served();

        // Then, whatever the version of the build
        assertThat(JSON.writeValueAsString(withoutVersion(served)))
                .as(
                        "The API is not what %s says. Clients rely on it. If the change is intended, write the file anew"
                                + " and review its difference: mvn -pl server -am test -Dtest=OpenApiDocumentTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.update=true",
                        GOLDEN)
                .isEqualTo(JSON.writeValueAsString(withoutVersion(golden)));
    }

    private static Map<String, Object> withoutVersion(Map<String, Object> document) {
        ((Map<?, ?>) document.get("info")).remove("version");
        return document;
    }

    /** Sorted by key at every level: the order that a server writes them in says nothing. */
    private static Map<String, Object> served() throws Exception {
        try (QueryServer server =
                QueryServer.start(new HttpSettings("127.0.0.1", 0, Optional.empty()), new PrometheusMetrics())) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/openapi.json"))
                    .build();
            byte[] document = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofByteArray())
                    .body();
            TypeReference<Map<String, Object>> type = new TypeReference<>() {};
            return JSON.readValue(JSON.writeValueAsString(JSON.readValue(document, type)), type);
        }
    }

    private static String yaml(Map<String, Object> document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return "# What every instance serves at /openapi.json; written and checked by OpenApiDocumentTest.\n"
                + new Yaml(options).dump(document);
    }
}
