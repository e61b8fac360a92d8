package io.bellwether.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** As much of a registry as registration needs: it guards subjects whose compatibility was set, by Avro's own rules. */
final class FakeRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidator BACKWARD_TRANSITIVE =
            new SchemaValidatorBuilder().canReadStrategy().validateAll();

    final Map<String, List<Schema>> versions = new TreeMap<>();
    final Map<String, String> compatibility = new TreeMap<>();
    private final List<Schema> ids = new ArrayList<>();
    private final HttpServer server;

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A version that was registered some time ago. */
    void put(String subject, Schema schema) {
        versions.computeIfAbsent(subject, name -> new ArrayList<>()).add(schema);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        Map<?, ?> body = JSON.readValue(exchange.getRequestBody().readAllBytes(), Map.class);
        if (path[1].equals("config") && exchange.getRequestMethod().equals("PUT")) {
            compatibility.put(path[2], body.get("compatibility").toString());
            reply(exchange, 200, body);
        } else if (path[1].equals("subjects") && path.length == 4) {
            Schema schema = new Schema.Parser().parse(body.get("schema").toString());
            int id = register(path[2], schema);
            reply(
                    exchange,
                    id > 0 ? 200 : 409,
                    id > 0
                            ? Map.of("id", id)
                            : Map.of("error_code", 409, "message", "incompatible with an earlier one"));
        } else {
            reply(
                    exchange,
                    501,
                    Map.of(
                            "error_code",
                            50101,
                            "message",
                            exchange.getRequestURI().toString()));
        }
    }

    /** The id of the schema, or 0 if it is refused. */
    private int register(String subject, Schema schema) {
        List<Schema> of = versions.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!of.contains(schema)) {
            if ("BACKWARD_TRANSITIVE".equals(compatibility.get(subject)) && !canReadAll(schema, of)) {
                return 0;
            }
            of.add(schema);
        }
        if (!ids.contains(schema)) {
            ids.add(schema);
        }
        return ids.indexOf(schema) + 1;
    }

    private static boolean canReadAll(Schema schema, List<Schema> earlier) {
        try {
            BACKWARD_TRANSITIVE.validate(schema, earlier);
            return true;
        } catch (SchemaValidationException refused) {
            return false;
        }
    }

    private static void reply(HttpExchange exchange, int status, Map<?, ?> answer) {
        try (exchange) {
            byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
