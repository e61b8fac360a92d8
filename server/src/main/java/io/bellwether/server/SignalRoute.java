package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.MarketBrand;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.MarketQueries;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Signals for readers: found by words and facets, in the order of {@link SignalList}, a part at a time. */
final class SignalRoute {

    private static final int MAX_SIGNALS = 200;
    private static final int MAX_OFFSET = 1_000_000;
    private static final List<String> FACETS = List.of("severity", "rule", "brand", "technology");

    private final Supplier<Services> services;

    SignalRoute(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> counts = JsonSchemas.mapOf(Map.of("type", "integer"));
        Map<String, Map<String, Object>> facets = new LinkedHashMap<>();
        FACETS.forEach(name -> facets.put(name, counts));
        Map<String, Map<String, Object>> answer = new LinkedHashMap<>();
        answer.put("total", Map.of("type", "integer"));
        answer.put("alerts", Map.of("type", "integer"));
        answer.put("facets", JsonSchemas.object(facets));
        answer.put(
                "signals",
                JsonSchemas.arrayOf(Map.of(
                        "description",
                        "An alert with `also`: the subjects that say the same, and `about_data`: whether it speaks of the data.",
                        "type",
                        "object")));
        return List.of(ApiRoute.get(
                "/api/v1/signals",
                "listSignals",
                "Signals in a reader's order, severe and new ones first, one entry a story; with how many there are of"
                        + " each severity, rule, brand and technology among those that the other choices leave.",
                List.of(
                        BrandRoutes.AS_OF,
                        Parameter.query("q", "All of these words occur in its text, subject or rule.", "xiaomi"),
                        Parameter.query(
                                "status", "The status; default open.", List.of("open", "resolved", "all"), "open"),
                        Parameter.query(
                                "severity",
                                "Of this severity.",
                                Arrays.stream(Severity.values()).map(Enum::name).toList(),
                                "CRITICAL"),
                        Parameter.query("rule", "Of this rule.", "DELIVERY_BOTTLENECK"),
                        Parameter.query("brand", "About this brand.", "xiaomi"),
                        Parameter.query("technology", "About this technology.", "CITY_NOA"),
                        Parameter.query("about", "About the market or the data.", List.of("market", "data"), "market"),
                        Parameter.number("offset", "So many entries further on.", 0, MAX_OFFSET, 1),
                        Parameter.limit(MAX_SIGNALS)),
                schemas.component("SignalPage", JsonSchemas.object(answer)),
                this::signals));
    }

    private void signals(Request request, Context context) {
        LocalDate asOf = request.day("as_of");
        MarketQueries queries = services.get().queries();
        Predicate<Alert> wanted = AlertRoutes.ofStatus(request.text("status"))
                .and(words(request.text("q")))
                .and(about(request.text("about")));
        Answer<List<Alert>> found = asOf == null ? queries.alerts(wanted) : queries.alerts(asOf, wanted);
        Severity severity = request.word("severity", Severity.class);
        Map<String, @Nullable String> chosen = new LinkedHashMap<>();
        FACETS.forEach(name -> chosen.put(name, request.text(name)));
        chosen.put("severity", severity == null ? null : severity.name());
        List<Alert> shown = found.value().stream()
                .filter(alert -> isChosen(alert, chosen, ""))
                .toList();
        LocalDate day = asOf == null ? queries.day().orElse(LocalDate.EPOCH) : asOf;
        List<SignalList.Story> stories = SignalList.stories(SignalList.ordered(shown, day, units(queries, asOf)));
        Integer offset = request.number("offset", 0, MAX_OFFSET);
        int from = Math.min(stories.size(), offset == null ? 0 : offset);
        int to = Math.min(stories.size(), from + request.limit(MAX_SIGNALS));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", stories.size());
        answer.put("alerts", shown.size());
        answer.put("facets", facets(found.value(), chosen));
        answer.put(
                "signals",
                stories.subList(from, to).stream().map(SignalRoute::entry).toList());
        Responses.answer(context, answer, found.freshness());
    }

    private static Map<String, Object> facets(List<Alert> alerts, Map<String, @Nullable String> chosen) {
        Map<String, Object> facets = new LinkedHashMap<>();
        FACETS.forEach(name -> facets.put(
                name,
                SignalList.counts(
                        alerts.stream()
                                .filter(alert -> isChosen(alert, chosen, name))
                                .toList(),
                        value(name))));
        return facets;
    }

    /** Whether an alert is as chosen, one facet apart. */
    private static boolean isChosen(Alert alert, Map<String, @Nullable String> chosen, String apart) {
        return FACETS.stream()
                .filter(name -> !name.equals(apart))
                .allMatch(name -> chosen.get(name) == null
                        || Objects.equals(chosen.get(name), value(name).apply(alert)));
    }

    private static Function<Alert, @Nullable String> value(String facet) {
        return switch (facet) {
            case "severity" -> alert -> alert.getSeverity().name();
            case "rule" -> Alert::getRule;
            case "brand" -> Alert::getBrand;
            default -> Alert::getTechnology;
        };
    }

    private static Map<String, @Nullable Object> entry(SignalList.Story story) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(RecordJson.alert(story.alert()));
        entry.remove("evidence");
        entry.remove("changed_by");
        List<Object> also = new ArrayList<>();
        story.also().forEach(alert -> {
            Map<String, @Nullable Object> subject = new LinkedHashMap<>();
            subject.put("alert_id", alert.getAlertId());
            subject.put("subject", alert.getSubject());
            subject.put("brand", alert.getBrand());
            subject.put("model", alert.getModel());
            also.add(subject);
        });
        entry.put("also", also);
        entry.put("about_data", SignalList.ABOUT_DATA.contains(story.alert().getRule()));
        return entry;
    }

    private Predicate<Alert> words(@Nullable String text) {
        if (text == null) {
            return alert -> true;
        }
        FindRoutes.Words words = FindRoutes.Words.of(text);
        return alert -> {
            String brand = alert.getBrand();
            String names = brand == null
                    ? ""
                    : String.join(" ", services.get().aliases().namesOf(brand));
            return words.in(alert.getMessage() + " " + alert.getSubject() + " "
                    + alert.getRule().replace('_', ' ') + " " + names);
        };
    }

    private static Predicate<Alert> about(@Nullable String about) {
        return about == null
                ? alert -> true
                : alert -> SignalList.ABOUT_DATA.contains(alert.getRule()) == about.equals("data");
    }

    /** Vehicles of a brand's latest month, as the market knows them. */
    private static ToLongFunction<@Nullable String> units(MarketQueries queries, @Nullable LocalDate asOf) {
        Map<String, MarketBrand> brands =
                queries.market(asOf).value().map(view -> view.getBrands()).orElse(Map.of());
        return brand -> {
            MarketBrand of = brand == null ? null : brands.get(brand);
            Long deliveries = of == null ? null : of.getDeliveries();
            return deliveries == null ? 0 : deliveries;
        };
    }
}
