package io.bellwether.server;

import org.apache.kafka.common.KafkaException;
import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
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

/** Somebody has seen an alert. */
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

    Route route(JsonSchemas schemas) {
        return new Route(
                HandlerType.POST,
                "/api/v1/alerts/{alert_id}/acknowledgement",
                ID,
                "Says that somebody has seen an alert, until its episode ends; said again, the newer holds. Answers once"
                        + " Kafka has it; the alert shows it a moment later as `acknowledged`.",
                List.of(Parameter.path("alert_id", "The alert's id.", "")),
                schemas.of(Acknowledgement.getClassSchema()),
                this::take);
    }

    /** What a body holds, for the API's document. */
    static Map<String, Object> body() {
        Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
        fields.put("by", text("Who has seen it.", MAX_BY));
        fields.put("note", text("What about it.", MAX_NOTE));
        return JsonSchemas.object(fields);
    }

    private static Map<String, Object> text(String description, int most) {
        return Map.of("type", "string", "minLength", 1, "maxLength", most, "description", description);
    }

    private void take(Request request, Context context) {
        String id = request.path("alert_id");
        JsonNode body = Json.object(context.bodyAsBytes());
        body.fieldNames().forEachRemaining(name -> {
            if (!Set.of("by", "note").contains(name)) {
                throw Problem.badRequest("unknown field '" + name + "'; known are by, note");
            }
        });
        Acknowledgement acknowledgement = new Acknowledgement(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                required(body, "by", MAX_BY),
                required(body, "note", MAX_NOTE));
        List<Alert> life = services.get().queries().alert(id).value();
        if (life.isEmpty()) {
            throw Problem.notFound("no alert with the id '" + id + "'");
        }
        if (!MarketQueries.isOpen(life.get(life.size() - 1))) {
            throw Problem.conflict("the alert is resolved");
        }
        try {
            services.get().acknowledgements().publish(id, acknowledgement);
        } catch (KafkaException e) {
            throw Problem.unavailable("the acknowledgement was not taken: " + e.getMessage());
        }
        context.status(202).contentType("application/json").result(Json.bytes(RecordJson.of(acknowledgement)));
    }

    private static String required(JsonNode body, String field, int most) {
        JsonNode value = body.get(field);
        if (value == null
                || !value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > most) {
            throw Problem.badRequest(field + " must be a text of 1 to " + most + " characters");
        }
        return value.textValue().strip();
    }
}
