package io.bellwether.server;

import io.bellwether.producer.format.TextOptions;
import io.bellwether.producer.publish.EventIngest.Result;
import io.bellwether.producer.publish.EventSender;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.schemas.Refusal;
import io.bellwether.server.access.Principal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ingest of events over HTTP. */
final class EventRoutes {

    private static final String ACCEPTED = "accepted";
    private static final String DUPLICATE = "duplicate";
    private static final String REFUSED = "refused";
    private static final List<String> OUTCOMES = List.of(ACCEPTED, DUPLICATE, REFUSED);

    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final Parameter DRY_RUN =
            Parameter.query("dry_run", "Only says what would become of each event.", List.of("true", "false"), "true");
    private static final List<String> TYPES =
            List.of(JSON, "application/x-ndjson", "application/ndjson", "application/jsonl", CSV);

    private final Supplier<Services> services;
    private final PrometheusMetrics meters;
    private final AdmissionControl admission;

    EventRoutes(Supplier<Services> services, PrometheusMetrics meters, AdmissionControl admission) {
        this.services = services;
        this.meters = meters;
        this.admission = admission;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Map<String, Object>> verdict = new LinkedHashMap<>();
        verdict.put(
                "index", Map.of("type", "integer", "minimum", 0, "description", "Its position in the body, from 0."));
        verdict.put("result", Map.of("type", "string", "enum", OUTCOMES));
        verdict.put("event_id", JsonSchemas.nullable(Map.of("type", "string")));
        verdict.put("field", JsonSchemas.nullable(Map.of("type", "string")));
        verdict.put("reason", JsonSchemas.nullable(Map.of("type", "string")));
        Map<String, Map<String, Object>> receipt = new LinkedHashMap<>();
        Map<String, Object> count = Map.of("type", "integer", "minimum", 0);
        OUTCOMES.forEach(outcome -> receipt.put(outcome, count));
        receipt.put("events", JsonSchemas.arrayOf(schemas.component("Verdict", JsonSchemas.object(verdict))));
        return List.of(new ApiRoute(
                HandlerType.POST,
                "/api/v1/events",
                "postEvents",
                "Publishes one event, a JSON array of events, JSON Lines, or CSV (text/csv, columns as in"
                        + " docs/events.md); answers once Kafka has acknowledged every"
                        + " accepted event. Bodies are up to 1 MB and " + Ingest.MAX_EVENTS
                        + " events, as they are (no Content-Encoding). Retry-After of 429 and 503 says when"
                        + " to retry. Events may be sent again; duplicates are ignored.",
                Stream.concat(Stream.of(DRY_RUN), TextParameters.all().stream()).toList(),
                schemas.component("Receipt", JsonSchemas.object(receipt)),
                this::post));
    }

    private void post(Request request, Context context) {
        request.requireType(TYPES);
        List<Result> results;
        try (AdmissionControl.Pass pass = admission.enter()) {
            byte[] body = RequestBody.read(context);
            pass.work();
            results =
                    services.get().ingest().publish(body, form(request, context.contentType(), body), sender(context));
            pass.charge(results.size());
        } catch (IllegalArgumentException e) {
            throw Problem.tooLarge("at most " + Ingest.MAX_EVENTS + " events are taken at once");
        } catch (PublishException e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()));
        }
        boolean dryRun = request.flag(DRY_RUN.name());
        if (results.isEmpty()) {
            throw Problem.badRequest("the body holds no event");
        }
        List<Object> events = new ArrayList<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        OUTCOMES.forEach(outcome -> counts.put(outcome, 0L));
        for (Result result : results) {
            Map<String, @Nullable Object> verdict = verdict(events.size(), result);
            events.add(verdict);
            counts.merge(String.valueOf(verdict.get("result")), 1L, Long::sum);
        }
        if (!dryRun) {
            counts.forEach(meters::onIngested);
        }
        Map<String, @Nullable Object> receipt = new LinkedHashMap<>(counts);
        receipt.put("events", events);
        AuditTrail.detail(context, counts.toString());
        if (results.stream().allMatch(Result.Refused.class::isInstance)) {
            Responses.problem(context, 422, "no event is valid; events says why of each", receipt);
        } else {
            context.status(dryRun ? 200 : 202).contentType("application/json").result(Json.bytes(receipt));
        }
    }

    private static EventSender sender(Context context) {
        Principal principal = AccessControl.of(context);
        return principal.anonymous()
                ? EventSender.ANYBODY
                : new EventSender(principal.name(), principal.scope()::refusal);
    }

    private static Map<String, @Nullable Object> verdict(int index, Result result) {
        if (result instanceof Result.Accepted accepted) {
            return verdict(index, ACCEPTED, accepted.eventId(), null);
        }
        return result instanceof Result.Duplicate duplicate
                ? verdict(index, DUPLICATE, duplicate.eventId(), null)
                : verdict(index, REFUSED, null, ((Result.Refused) result).refusal());
    }

    private static Map<String, @Nullable Object> verdict(
            int index, String outcome, @Nullable String eventId, @Nullable Refusal refusal) {
        Map<String, @Nullable Object> verdict = new LinkedHashMap<>();
        verdict.put("index", index);
        verdict.put("result", outcome);
        verdict.put("event_id", eventId);
        verdict.put("field", refusal == null ? null : refusal.field());
        verdict.put("reason", refusal == null ? null : refusal.reason());
        return verdict;
    }

    private static Ingest.Form form(Request request, @Nullable String contentType, byte[] body) {
        boolean csv = Request.mediaType(contentType).equals(CSV);
        return new Ingest.Form(
                csv ? Ingest.Format.CSV : format(contentType, body),
                csv ? TextParameters.of(request, contentType) : TextOptions.DEFAULT,
                request.flag(DRY_RUN.name()));
    }

    /** JSON where the content type says so or the body is an array; else one event a line. */
    private static Ingest.Format format(@Nullable String contentType, byte[] body) {
        if (Request.mediaType(contentType).equals(JSON)) {
            return Ingest.Format.JSON;
        }
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '[' ? Ingest.Format.JSON : Ingest.Format.JSON_LINES;
            }
        }
        return Ingest.Format.JSON_LINES;
    }
}
