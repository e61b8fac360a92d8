package io.bellwether.streams.http;

import io.bellwether.streams.http.EventIntake.Form;
import io.bellwether.streams.http.EventIntake.Outcome;
import io.bellwether.streams.http.EventIntake.Verdict;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Events in over HTTP. */
final class EventRoutes {

    private final Supplier<Services> services;

    private final Meters meters;

    EventRoutes(Supplier<Services> services, Meters meters) {
        this.services = services;
        this.meters = meters;
    }

    List<Route> routes(JsonSchemas schemas) {
        Map<String, Map<String, Object>> verdict = new LinkedHashMap<>();
        verdict.put("index", Map.of("type", "integer", "minimum", 0, "description", "Its place in the body, from 0."));
        verdict.put("result", Map.of("type", "string", "enum", List.of("accepted", "duplicate", "refused")));
        verdict.put("event_id", JsonSchemas.nullable(Map.of("type", "string")));
        verdict.put("field", JsonSchemas.nullable(Map.of("type", "string")));
        verdict.put("reason", JsonSchemas.nullable(Map.of("type", "string")));
        Map<String, Map<String, Object>> receipt = new LinkedHashMap<>();
        Map<String, Object> count = Map.of("type", "integer", "minimum", 0);
        receipt.put("accepted", count);
        receipt.put("duplicate", count);
        receipt.put("refused", count);
        receipt.put("events", JsonSchemas.arrayOf(schemas.component("Verdict", JsonSchemas.object(verdict))));
        return List.of(new Route(
                HandlerType.POST,
                "/api/v1/events",
                "postEvents",
                "Takes in one event, a JSON array of events, or JSON Lines; answers once Kafka has acknowledged all that"
                        + " was accepted. Bodies are up to 1 MB and " + EventIntake.MOST_EVENTS
                        + " events. What was sent once may"
                        + " be sent again.",
                List.of(),
                schemas.component("Receipt", JsonSchemas.object(receipt)),
                this::take));
    }

    private void take(Request request, Context context) {
        byte[] body = context.bodyAsBytes();
        List<Verdict> verdicts;
        try {
            verdicts = services.get().intake().take(body, form(context.contentType(), body));
        } catch (EventIntake.TooManyEvents e) {
            throw Problem.tooLarge(String.valueOf(e.getMessage()));
        } catch (EventIntake.IntakeUnavailable e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()));
        }
        if (verdicts.isEmpty()) {
            throw Problem.badRequest("the body holds no event");
        }
        List<Object> events = new ArrayList<>();
        verdicts.forEach(verdict -> events.add(shown(verdict)));
        Map<String, @Nullable Object> receipt = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            long count = verdicts.stream()
                    .filter(verdict -> verdict.outcome() == outcome)
                    .count();
            meters.onTakenIn(word(outcome), count);
            receipt.put(word(outcome), count);
        }
        receipt.put("events", events);
        boolean allRefused = verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.REFUSED);
        if (allRefused) {
            Replies.problem(context, 422, "no event is valid; events says why of each", receipt);
        } else {
            context.status(202).contentType("application/json").result(Json.bytes(receipt));
        }
    }

    private static Map<String, @Nullable Object> shown(Verdict verdict) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("index", verdict.index());
        shown.put("result", word(verdict.outcome()));
        shown.put("event_id", verdict.eventId());
        shown.put("field", verdict.field());
        shown.put("reason", verdict.reason());
        return shown;
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** JSON where it is said so, or where the body is an array; else one event a line. */
    private static Form form(@Nullable String contentType, byte[] body) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/json")) {
            return Form.JSON;
        }
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '[' ? Form.JSON : Form.JSON_LINES;
            }
        }
        return Form.JSON_LINES;
    }
}
