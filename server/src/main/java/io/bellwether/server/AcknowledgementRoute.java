package io.bellwether.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.server.access.Principal;
import io.bellwether.streams.query.MarketQueries;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Acknowledges an alert. */
final class AcknowledgementRoute {

    static final String ID = "acknowledgeAlert";

    private static final int MAX_BY = 200;
    private static final int MAX_NOTE = 2_000;

    private final Supplier<Services> services;
    private final Clock clock;

    AcknowledgementRoute(Supplier<Services> services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    ApiRoute route(JsonSchemas schemas) {
        return new ApiRoute(
                HandlerType.POST,
                "/api/v1/alerts/{alert_id}/acknowledgement",
                ID,
                "Acknowledges an alert until its episode ends; a second acknowledgement replaces the first. Answers once"
                        + " Kafka has it; the alert shows it a moment later as `acknowledged`.",
                List.of(Parameter.path("alert_id", "The alert's id.", "")),
                schemas.of(Acknowledgement.getClassSchema()),
                this::acknowledge);
    }

    /** The schema of a body. */
    static Map<String, Object> body() {
        Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
        fields.put("by", text("Who acknowledges it; with authentication it is the principal.", MAX_BY));
        fields.put("note", text("A note on the alert.", MAX_NOTE));
        return JsonSchemas.object(fields);
    }

    private static Map<String, Object> text(String description, int max) {
        return Map.of("type", "string", "minLength", 1, "maxLength", max, "description", description);
    }

    private void acknowledge(Request request, Context context) {
        request.requireType(List.of("application/json"));
        String id = request.path("alert_id");
        JsonNode body = Json.object(RequestBody.read(context));
        body.fieldNames().forEachRemaining(name -> {
            if (!Set.of("by", "note").contains(name)) {
                throw Problem.badRequest("unknown field '" + name + "'; known are by, note");
            }
        });
        Principal principal = AccessControl.of(context);
        Acknowledgement acknowledgement = new Acknowledgement(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                principal.anonymous() ? required(body, "by", MAX_BY) : principal.name(),
                required(body, "note", MAX_NOTE));
        List<Alert> transitions = services.get().queries().alert(id).value();
        if (transitions.isEmpty()) {
            throw Problem.notFound("no alert with the id '" + id + "'");
        }
        if (!principal.scope().covers(transitions.get(0).getBrand())) {
            throw Problem.forbidden("this principal may acknowledge alerts of its brands alone");
        }
        if (!MarketQueries.isOpen(transitions.get(transitions.size() - 1))) {
            throw Problem.conflict("the alert is resolved");
        }
        try {
            services.get().acknowledgements().publish(id, acknowledgement);
        } catch (KafkaException e) {
            throw Problem.unavailable("the acknowledgement was not taken: " + e.getMessage());
        }
        context.status(202).contentType("application/json").result(Json.bytes(RecordJson.of(acknowledgement)));
    }

    private static String required(JsonNode body, String field, int max) {
        JsonNode value = body.get(field);
        if (value == null
                || !value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > max) {
            throw Problem.badRequest(field + " must be a text of 1 to " + max + " characters");
        }
        return value.textValue().strip();
    }
}
