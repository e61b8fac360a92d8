package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.TotalQualifier;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.MarketQueries.BrandAnswer;
import io.bellwether.streams.query.MarketQueries.BrandPage;
import io.bellwether.streams.query.MarketQueries.MonthSpan;
import io.bellwether.streams.query.MarketQueries.MonthSubject;
import io.bellwether.streams.query.MarketQueries.TotalsPage;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brands: all of them, and one with the evidence of its figures. */
final class BrandRoutes {

    static final Parameter AS_OF =
            Parameter.date("as_of", "As known at the end of that day (UTC); default now.", "2024-06-30");
    static final Parameter AFTER = new Parameter(
            "after",
            false,
            "Entries after those of an earlier answer, from its Link header.",
            Map.of("type", "string", "minLength", 1, "maxLength", Parameter.MAX_CURSOR_LENGTH),
            "YXZhdHI");
    static final Parameter BRAND = Parameter.path("brand", "The brand's slug.", "xiaomi");

    private static final Parameter MEASURE = Parameter.query(
            "measure",
            "The measure; default DELIVERIES.",
            Arrays.stream(Measure.values()).map(Enum::name).toList(),
            "DELIVERIES");

    private static final int MAX_BRANDS = 1_000;
    private static final int MAX_MONTHS = 240;
    private static final int MAX_TOTALS = 60;

    private final Supplier<Services> services;

    BrandRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> metrics = schemas.of(MetricSet.getClassSchema());
        Map<String, Object> total = schemas.component(
                "MonthTotal",
                JsonSchemas.object(Map.of(
                        "month",
                        Map.of("type", "string"),
                        "units",
                        Map.of("type", "integer"),
                        "qualifier",
                        schemas.of(TotalQualifier.getClassSchema()),
                        "closed",
                        Map.of("type", "boolean"))));
        return List.of(
                ApiRoute.get(
                        "/api/v1/months",
                        "listTotals",
                        "The latest known months of a measure of every brand that has any, by name; without their"
                                + " statements.",
                        List.of(
                                MEASURE,
                                Parameter.number("months", "Maximum number of months per brand.", MAX_TOTALS, 13),
                                AS_OF,
                                AFTER,
                                Parameter.limit(MAX_BRANDS)),
                        JsonSchemas.arrayOf(schemas.component(
                                "BrandTotals",
                                JsonSchemas.object(Map.of(
                                        "brand", Map.of("type", "string"), "months", JsonSchemas.arrayOf(total))))),
                        this::totals),
                ApiRoute.get(
                        "/api/v1/brands",
                        "listBrands",
                        "All brands with their metrics, by name.",
                        List.of(AS_OF, AFTER, Parameter.limit(MAX_BRANDS)),
                        JsonSchemas.arrayOf(schemas.component(
                                "BrandEntry",
                                JsonSchemas.object(Map.of("brand", Map.of("type", "string"), "metrics", metrics)))),
                        this::brands),
                ApiRoute.get(
                        "/api/v1/brands/{brand}",
                        "getBrand",
                        "One brand: its metrics, its models' metrics, and the statements behind them.",
                        List.of(BRAND, AS_OF),
                        schemas.component(
                                "Brand",
                                JsonSchemas.object(Map.of(
                                        "brand",
                                        Map.of("type", "string"),
                                        "as_of",
                                        JsonSchemas.nullable(Map.of("type", "string", "format", "date")),
                                        "metrics",
                                        metrics,
                                        "registrations_only",
                                        Map.of(
                                                "type",
                                                "boolean",
                                                "description",
                                                "Whether registrations are known and no deliveries, on which the metrics rest."),
                                        "models",
                                        JsonSchemas.mapOf(metrics),
                                        "evidence",
                                        JsonSchemas.arrayOf(schemas.of(Evidence.getClassSchema()))))),
                        this::brand),
                ApiRoute.get(
                        "/api/v1/brands/{brand}/months",
                        "listMonths",
                        "The months of a measure: the current total, earlier totals, and each statement about the month:"
                                + " whether it counts, and why not.",
                        List.of(
                                BRAND,
                                MEASURE,
                                Parameter.query("model", "A model; default the whole brand.", "SU7"),
                                Parameter.query("region", "A region; default all.", "CN"),
                                Parameter.month("from", "The first month.", "2024-04"),
                                Parameter.month(
                                        "to", "The last month; default the last one with a statement.", "2024-10"),
                                AS_OF,
                                Parameter.limit(MAX_MONTHS)),
                        JsonSchemas.arrayOf(schemas.of(BrandMonth.getClassSchema())),
                        this::months));
    }

    private void months(Request request, Context context) {
        String brand = request.path("brand");
        LocalDate asOf = request.day("as_of");
        Measure measure = request.word("measure", Measure.class);
        MonthSpan span = new MonthSpan(request.month("from"), request.month("to"), request.limit(MAX_MONTHS));
        if (span.from() != null && span.to() != null && span.from().isAfter(span.to())) {
            throw Problem.badRequest("from must not be after to, got: " + span.from() + " and " + span.to());
        }
        MonthSubject subject = new MonthSubject(
                measure == null ? Measure.DELIVERIES : measure, request.text("model"), request.text("region"));
        Answer<Optional<List<BrandMonth>>> answer = services.get().queries().months(brand, asOf, subject, span);
        List<Object> months = new ArrayList<>();
        answer.value().orElseThrow(() -> unknown(brand, asOf)).forEach(month -> months.add(RecordJson.of(month)));
        Responses.answer(context, months, answer.freshness());
    }

    private void totals(Request request, Context context) {
        Measure measure = request.word("measure", Measure.class);
        Answer<TotalsPage> answer = services.get()
                .queries()
                .totals(
                        request.day("as_of"),
                        measure == null ? Measure.DELIVERIES : measure,
                        request.number("months", MAX_TOTALS),
                        request.after(),
                        request.limit(MAX_BRANDS));
        List<Object> brands = new ArrayList<>();
        answer.value().brands().forEach((brand, months) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("brand", brand);
            entry.put("months", months.stream().map(BrandRoutes::total).toList());
            brands.add(entry);
        });
        if (answer.value().more()) {
            request.linkNext(answer.value().brands().lastKey());
        }
        Responses.answer(context, brands, answer.freshness());
    }

    private static Map<String, @Nullable Object> total(BrandMonth month) {
        Map<String, @Nullable Object> answer = RecordJson.of(month);
        answer.keySet().retainAll(List.of("month", "units", "qualifier", "closed"));
        return answer;
    }

    private static Problem unknown(String brand, @Nullable LocalDate asOf) {
        return Problem.notFound("no event about brand '" + brand + "'" + (asOf == null ? "" : " published by " + asOf));
    }

    private void brands(Request request, Context context) {
        Answer<BrandPage> answer =
                services.get().queries().brands(request.day("as_of"), request.after(), request.limit(MAX_BRANDS));
        List<Object> brands = new ArrayList<>();
        answer.value().brands().forEach((brand, metrics) -> {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("brand", brand);
            entry.put("metrics", RecordJson.of(metrics.getMetrics()));
            brands.add(entry);
        });
        if (answer.value().more()) {
            request.linkNext(answer.value().brands().lastKey());
        }
        Responses.answer(context, brands, answer.freshness());
    }

    private void brand(Request request, Context context) {
        String brand = request.path("brand");
        LocalDate asOf = request.day("as_of");
        Answer<Optional<BrandAnswer>> answer = services.get().queries().brand(brand, asOf);
        BrandAnswer found = answer.value().orElseThrow(() -> unknown(brand, asOf));
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("brand", brand);
        body.put(
                "as_of",
                (asOf == null ? services.get().queries().day() : Optional.of(asOf))
                        .map(LocalDate::toString)
                        .orElse(null));
        MetricSet metrics = found.metrics().getMetrics();
        body.put("metrics", RecordJson.of(metrics));
        body.put("registrations_only", isWithoutDeliveries(metrics) && hasRegistrations(brand, asOf));
        SortedMap<String, Object> models = new TreeMap<>();
        found.models().forEach((model, ofModel) -> models.put(model, RecordJson.of(ofModel)));
        body.put("models", models);
        body.put("evidence", RecordJson.evidence(found.metrics().getEvidence()));
        Responses.answer(context, body, answer.freshness());
    }

    private static boolean isWithoutDeliveries(MetricSet metrics) {
        return Stream.of(
                        metrics.getReferenceMonth(),
                        metrics.getMtdDeliveries(),
                        metrics.getQuarterDeliveries(),
                        metrics.getYtdDeliveries())
                .allMatch(Objects::isNull);
    }

    private boolean hasRegistrations(String brand, @Nullable LocalDate asOf) {
        return services.get()
                .queries()
                .months(brand, asOf, new MonthSubject(Measure.REGISTRATIONS, null, null), new MonthSpan(null, null, 1))
                .value()
                .filter(months -> !months.isEmpty())
                .isPresent();
    }
}
