package io.bellwether.server;

import io.bellwether.server.EventIntake.Form;
import io.bellwether.server.EventIntake.Outcome;
import io.bellwether.server.EventIntake.Verdict;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Events in over HTTP. */
final class EventRoutes {

    private static final Duration BODY_WITHIN = Duration.ofSeconds(20);
    private static final int BUFFER_BYTES = 16_384;

    private final Supplier<Services> services;

    private final PrometheusMetrics meters;

    private final AdmissionControl admission;

    EventRoutes(Supplier<Services> services, PrometheusMetrics meters, AdmissionControl admission) {
        this.services = services;
        this.meters = meters;
        this.admission = admission;
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
                        + " was accepted. Bodies are up to 1 MB and " + EventIntake.MAX_EVENTS
                        + " events, as they are (no Content-Encoding). 429 and 503 say in Retry-After when"
                        + " to come again. What was sent once may be sent again.",
                List.of(),
                schemas.component("Receipt", JsonSchemas.object(receipt)),
                this::take));
    }

    private void take(Request request, Context context) {
        List<Verdict> verdicts;
        try (AdmissionControl.Pass pass = admission.enter()) {
            byte[] body = body(context);
            pass.work();
            verdicts = services.get().intake().take(body, form(context.contentType(), body));
            pass.charge(verdicts.size());
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
            Responses.problem(context, 422, "no event is valid; events says why of each", receipt);
        } else {
            context.status(202).contentType("application/json").result(Json.bytes(receipt));
        }
    }

    /** The body, never more of it than is taken: its length may not be known beforehand. */
    private static byte[] body(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupported("bodies are taken as they are, not encoded as " + Request.shortened(encoding));
        }
        int most = (int) QueryServer.MAX_BODY_BYTES;
        if (context.req().getContentLengthLong() > most) {
            throw Problem.tooLarge("bodies are up to " + most + " bytes");
        }
        try {
            return read(context.req().getInputStream(), most);
        } catch (IOException e) {
            throw Problem.badRequest("the body breaks off");
        }
    }

    /** Who sends a byte now and then would hold a thread and a place for ever. */
    private static byte[] read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        long begun = System.nanoTime();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > most) {
                throw Problem.tooLarge("bodies are up to " + most + " bytes");
            }
            if (System.nanoTime() - begun > BODY_WITHIN.toNanos()) {
                throw Problem.tooSlow("a body must be there within " + BODY_WITHIN.toSeconds() + " s");
            }
        }
        return body.toByteArray();
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
