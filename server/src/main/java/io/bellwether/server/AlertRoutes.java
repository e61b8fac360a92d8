package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.MarketQueries;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Alerts: the open ones, and one alert with all its transitions. */
final class AlertRoutes {

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
                        "/api/v1/alerts/stream",
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
        Severity severity = request.word("severity", Severity.class);
        Predicate<Alert> filter = ofStatus(request.text("status"));
        filter = filter.and(is(request.text("brand"), Alert::getBrand))
                .and(is(request.text("rule"), Alert::getRule))
                .and(alert -> severity == null || severity == alert.getSeverity());
        LocalDate asOf = request.day("as_of");
        MarketQueries queries = services.get().queries();
        Answer<List<Alert>> found = asOf == null ? queries.alerts(filter) : queries.alerts(asOf, filter);
        Page<Alert> page = Page.of(found.value(), AlertRoutes::newestFirst, request, MAX_ALERTS);
        List<Object> answer = new ArrayList<>();
        page.entries().forEach(alert -> answer.add(RecordJson.alert(alert)));
        Responses.answer(context, answer, found.freshness());
    }

    static Predicate<Alert> ofStatus(@Nullable String status) {
        return switch (status == null ? "open" : status) {
            case "open" -> MarketQueries::isOpen;
            case "resolved" -> alert -> !MarketQueries.isOpen(alert);
            case "all" -> alert -> true;
            default -> throw Problem.badRequest("status must be open, resolved or all, got: " + status);
        };
    }

    private static String newestFirst(Alert alert) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, alert.getUpdatedAt());
        return String.format("%019d\n", Long.MAX_VALUE - micros) + alert.getRule() + "\n" + alert.getSubject();
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

    private static Predicate<Alert> is(@Nullable String wanted, Function<Alert, @Nullable String> field) {
        return wanted == null ? alert -> true : alert -> wanted.equals(field.apply(alert));
    }
}
