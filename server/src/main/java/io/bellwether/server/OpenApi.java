package io.bellwether.server;

import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI 3.1 document of the API, generated from the routes that serve it. */
final class OpenApi {

    private static final String EVENTS_EXAMPLE = """
            {"type":"sales","brand":"xiaomi","model":"SU7","measure":"DELIVERIES","period_start":"2024-10-01",\
            "granularity":"MONTH","units":20000,"qualifier":"AT_LEAST","source":"xiaomi-ev",\
            "source_tier":"OFFICIAL","published_at":"2024-11-01T02:00:00Z"}""";

    private final List<ApiRoute> routes;
    private final JsonSchemas schemas;

    OpenApi(List<ApiRoute> routes, JsonSchemas schemas) {
        this.routes = routes;
        this.schemas = schemas;
    }

    /** The document as maps and lists. */
    Map<String, Object> document() {
        Map<String, Map<String, Object>> problem = new LinkedHashMap<>();
        problem.put("type", Map.of("type", "string"));
        problem.put("title", Map.of("type", "string"));
        problem.put("status", Map.of("type", "integer"));
        problem.put("detail", JsonSchemas.nullable(Map.of("type", "string")));
        Map<String, Object> problemSchema = new LinkedHashMap<>(JsonSchemas.object(problem));
        problemSchema.put("additionalProperties", true);
        problemSchema.put("description", "An RFC 9457 problem.");
        schemas.component("Problem", problemSchema);
        Map<String, Map<String, Object>> state = Map.of("status", Map.of("type", "string"));
        schemas.component("State", JsonSchemas.object(state));

        Map<String, Object> paths = new TreeMap<>();
        for (ApiRoute route : routes) {
            paths.put(route.path(), Map.of(route.method().name().toLowerCase(Locale.ROOT), operation(route)));
        }
        paths.put("/health/live", probe("isLive", "Liveness: 503 after a permanent failure."));
        paths.put(
                "/health/ready",
                probe("isReady", "Readiness: the instance runs, its state is restored, and it is not stopping."));
        paths.put("/metrics", metrics());

        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Bellwether",
                        "version",
                        BuildVersion.current(),
                        "description",
                        "Signals of the electric-vehicle market. Any instance answers for the whole cluster. Dates are"
                                + " ISO 8601, instants RFC 3339, both UTC. An unknown value is null, never zero."));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.components(),
                        "headers",
                        headers(),
                        "responses",
                        Map.of("Problem", problem())));
        return document;
    }

    private Map<String, Object> operation(ApiRoute route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.id());
        operation.put("summary", route.summary());
        List<Object> parameters = new ArrayList<>();
        route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        operation.put("parameters", parameters);
        Map<String, Object> responses = new TreeMap<>();
        if (route.id().equals(AcknowledgementRoute.ID)) {
            operation.put("requestBody", acknowledgement());
            responses.put("202", content("Kafka has it.", "application/json", route.answer()));
            responses.put("404", reference("There is no such alert."));
            responses.put("409", reference("The alert is resolved."));
            responses.put("413", reference("The body is too large."));
            responses.put("415", reference("The body is of another content type."));
        } else if (route.path().startsWith(DeadLetterRoutes.PATH)
                && route.method().equals(HandlerType.POST)) {
            operation.put("requestBody", route.id().equals(DeadLetterRoutes.REPAIR_ID) ? repair() : dismissal());
            responses.put("200", content("It is done.", "application/json", route.answer()));
            responses.put("404", reference("There is no such letter."));
            responses.put("409", reference("Something was done with it before."));
            responses.put("413", reference("The body is too large."));
            responses.put("415", reference("The body is of another content type."));
            responses.put("422", reference("It would be refused again; field and reason say why."));
        } else if (route.method().equals(HandlerType.POST)) {
            operation.put("requestBody", events());
            responses.put(
                    "202", content("Kafka has every event that was accepted.", "application/json", route.answer()));
            responses.put("408", reference("The body does not arrive in time."));
            responses.put("413", reference("The body is too large."));
            responses.put("415", reference("The body is encoded, or of another content type."));
            responses.put("429", reference("Over a limit; Retry-After says when to retry."));
            responses.put("422", reference("No event is valid."));
        } else if (route.id().equals("followAlerts")) {
            responses.put(
                    "200", content("Events until either side closes the stream.", "text/event-stream", route.answer()));
        } else if (route.id().equals(CalendarRoutes.FILE_ID)) {
            Map<String, Object> file = new LinkedHashMap<>(content("The file.", "text/calendar", route.answer()));
            file.put("headers", headerReferences());
            responses.put("200", file);
            responses.put("304", Map.of("description", "Unchanged since the ETag of If-None-Match."));
        } else {
            Map<String, Object> found = new LinkedHashMap<>(content("The answer.", "application/json", route.answer()));
            found.put("headers", headerReferences());
            responses.put("200", found);
            responses.put("304", Map.of("description", "Unchanged since the ETag of If-None-Match."));
            responses.put("404", reference("Not found."));
        }
        if (route.method().equals(HandlerType.POST)) {
            responses.put("403", reference("Sent by a page of another web site."));
        }
        responses.put("400", reference("A parameter or the body is invalid."));
        responses.put("503", reference("State is being restored or moved; Retry-After says when to retry."));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", parameter.name());
        shown.put("in", parameter.inPath() ? "path" : "query");
        shown.put("required", parameter.inPath());
        shown.put("description", parameter.description());
        shown.put("schema", parameter.schema());
        if (!parameter.example().isEmpty()) {
            boolean number = "integer".equals(parameter.schema().get("type"));
            shown.put("example", number ? (Object) Integer.valueOf(parameter.example()) : parameter.example());
        }
        return shown;
    }

    private Map<String, Object> events() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put(
                "application/json",
                Map.of(
                        "schema",
                        new EventSchemas(schemas).body(),
                        "examples",
                        Map.of("one", Map.of("value", Json.parsed(EVENTS_EXAMPLE)))));
        bodies.put(
                "application/x-ndjson",
                Map.of(
                        "schema",
                        Map.of("type", "string", "description", "An Event a line."),
                        "example",
                        EVENTS_EXAMPLE + "\n"));
        bodies.put(
                "text/csv",
                Map.of(
                        "schema",
                        Map.of(
                                "type",
                                "string",
                                "description",
                                "A header that names fields, detail.year within the detail; an event a row.")));
        return Map.of("required", true, "content", bodies);
    }

    private static Map<String, Object> acknowledgement() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", AcknowledgementRoute.body());
        json.put("example", Map.of("by", "li.wei", "note", "Asked the plant; a second shift starts in June."));
        return Map.of("required", true, "content", Map.of("application/json", json));
    }

    private static Map<String, Object> repair() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", DeadLetterRoutes.repairBody());
        json.put("example", Map.of("fields", Map.of("units", "20000", "qualifier", "AT_LEAST")));
        return Map.of("required", true, "content", Map.of("application/json", json));
    }

    private static Map<String, Object> dismissal() {
        Map<String, Object> schema = Map.of("type", "object", "maxProperties", 0);
        return Map.of("required", true, "content", Map.of("application/json", Map.of("schema", schema)));
    }

    private static Map<String, Object> content(String description, String type, Map<String, Object> schema) {
        return Map.of("description", description, "content", Map.of(type, Map.of("schema", schema)));
    }

    private static Map<String, Object> reference(String description) {
        return Map.of("$ref", "#/components/responses/Problem", "description", description);
    }

    private static Map<String, Object> problem() {
        return content("A problem.", "application/problem+json", JsonSchemas.reference("Problem"));
    }

    private static Map<String, Object> headers() {
        Map<String, Object> headers = new TreeMap<>();
        headers.put(
                Responses.POSITION,
                header("The answer includes all events before these offsets: topic:partition@offset,..."));
        headers.put(Responses.LAG, header("Number of records after that position."));
        headers.put(Responses.STALE, header("`standby` if a replica answered because the owner is away."));
        headers.put("ETag", header("Of the body, for If-None-Match."));
        headers.put("Link", header("The next page of a list that is longer than the limit: rel=next."));
        return headers;
    }

    private static Map<String, Object> header(String description) {
        return Map.of("description", description, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> headerReferences() {
        Map<String, Object> references = new TreeMap<>();
        headers().keySet().forEach(name -> references.put(name, Map.of("$ref", "#/components/headers/" + name)));
        return references;
    }

    private static Map<String, Object> probe(String id, String summary) {
        Map<String, Object> state = JsonSchemas.reference("State");
        return Map.of(
                "get",
                Map.of(
                        "operationId",
                        id,
                        "summary",
                        summary,
                        "responses",
                        Map.of(
                                "200",
                                content("Yes.", "application/json", state),
                                "503",
                                content("No.", "application/json", state))));
    }

    private static Map<String, Object> metrics() {
        return Map.of(
                "get",
                Map.of(
                        "operationId",
                        "getMetrics",
                        "summary",
                        "Metrics in the text format of Prometheus.",
                        "responses",
                        Map.of("200", content("The metrics.", "text/plain", Map.of("type", "string")))));
    }
}
