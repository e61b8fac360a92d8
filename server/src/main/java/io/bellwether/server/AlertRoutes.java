package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.EntryPage;
import io.bellwether.streams.query.Freshness;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.WantedAlerts;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Alerts: the open ones, and one alert with all its transitions. */
final class AlertRoutes {

    /** The path of the stream of alerts. */
    static final String STREAM = "/api/v1/alerts/stream";

    private static final int MAX_ALERTS = 1_000;

    private final Supplier<Services> services;

    private final AlertStream stream;

    AlertRoutes(Supplier<Services> services, AlertStream stream) {
        this.services = services;
        this.stream = stream;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> alert = schemas.of(Alert.getClassSchema());
        return List.of(
                ApiRoute.get(
                        "/api/v1/alerts",
                        "listAlerts",
                        "The open alerts (with another status the last one of each rule and subject), newest first."
                                + " With as_of those of a past day, recomputed from the events published by then, by the"
                                + " current rules.",
                        List.of(
                                BrandRoutes.AS_OF,
                                Parameter.query(
                                        "status",
                                        "The status; default open.",
                                        List.of("open", "resolved", "all"),
                                        "open"),
                                Parameter.query("brand", "About this brand.", "xiaomi"),
                                Parameter.query("rule", "Of this rule.", "DELIVERY_BOTTLENECK"),
                                Parameter.query(
                                        "severity",
                                        "Of this severity.",
                                        Arrays.stream(Severity.values())
                                                .map(Enum::name)
                                                .toList(),
                                        "CRITICAL"),
                                BrandRoutes.AFTER,
                                Parameter.limit(MAX_ALERTS)),
                        JsonSchemas.arrayOf(alert),
                        this::alerts),
                ApiRoute.get(
                        STREAM,
                        "followAlerts",
                        "Server-sent events: `open` for each open alert, `ready`, then `transition` for each later"
                                + " transition; `dropped` has the reason why the stream ends. The id of an event, sent as"
                                + " Last-Event-ID to any instance, resumes after it without loss or duplicates. `reset`:"
                                + " that id is of another topic, or what came after it is gone; what was told before is"
                                + " void, and the stream begins anew.",
                        List.of(Parameter.query(
                                "last_event_id", "For clients that cannot set the header Last-Event-ID.", "")),
                        Map.of("type", "string"),
                        stream::serve),
                ApiRoute.get(
                        "/api/v1/alerts/{alert_id}",
                        "getAlert",
                        "One alert: every transition, oldest first; with as_of, how it stood on that day.",
                        List.of(
                                Parameter.path("alert_id", "The alert's id.", ""),
                                Parameter.date(
                                        "as_of", "As known at the end of that day (UTC); default now.", "2024-11-11")),
                        JsonSchemas.arrayOf(alert),
                        this::alert));
    }

    private void alerts(Request request, Context context) {
        WantedAlerts filter = new WantedAlerts(
                isOpen(request.text("status")),
                request.text("brand"),
                request.text("rule"),
                request.word("severity", Severity.class));
        LocalDate asOf = request.day("as_of");
        MarketQueries queries = services.get().queries();
        if (asOf == null) {
            Answer<EntryPage<Alert>> found = queries.alerts(filter, request.after(), request.limit(MAX_ALERTS));
            String next = found.value().next();
            if (next != null) {
                request.linkNext(next);
            }
            answer(context, found.value().entries(), found.freshness());
        } else {
            Answer<List<Alert>> found = queries.alerts(asOf, filter::test);
            Page<Alert> page = Page.of(found.value(), WantedAlerts::position, request, MAX_ALERTS);
            answer(context, page.entries(), found.freshness());
        }
    }

    private static void answer(Context context, List<Alert> alerts, Freshness freshness) {
        List<Object> answer = new ArrayList<>();
        alerts.forEach(alert -> answer.add(RecordJson.alert(alert)));
        Responses.answer(context, answer, freshness);
    }

    static Predicate<Alert> ofStatus(@Nullable String status) {
        Boolean isOpen = isOpen(status);
        return alert -> isOpen == null || isOpen == MarketQueries.isOpen(alert);
    }

    /** Whether alerts of a status stand; null if either will do. */
    private static @Nullable Boolean isOpen(@Nullable String status) {
        return switch (status == null ? "open" : status) {
            case "open" -> true;
            case "resolved" -> false;
            case "all" -> null;
            default -> throw Problem.badRequest("status must be open, resolved or all, got: " + status);
        };
    }

    private void alert(Request request, Context context) {
        String id = request.path("alert_id");
        LocalDate asOf = request.day("as_of");
        MarketQueries queries = services.get().queries();
        Answer<List<Alert>> transitions =
                asOf == null ? queries.alert(id) : queries.alerts(asOf, alert -> id.equals(alert.getAlertId()));
        if (transitions.value().isEmpty()) {
            throw Problem.notFound(
                    "no alert with the id '" + id + "'" + (asOf == null ? "" : " had opened by " + asOf));
        }
        List<Object> answer = new ArrayList<>();
        transitions.value().forEach(transition -> answer.add(RecordJson.alert(transition)));
        Responses.answer(context, answer, transitions.freshness());
    }
}
