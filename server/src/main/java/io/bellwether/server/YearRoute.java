package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.YearEntry;
import io.bellwether.streams.query.Answer;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A year of a brand or model, month by month, beside the way to its target. */
final class YearRoute {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;

    private final Supplier<Services> services;

    YearRoute(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        return List.of(ApiRoute.get(
                "/api/v1/brands/{brand}/year",
                "getYear",
                "A calendar year month by month: deliveries, their running sum, and the way to the target by how earlier"
                        + " years of all brands went.",
                List.of(
                        BrandRoutes.BRAND,
                        Parameter.number(
                                "year", "The year; default that of the reference month.", FIRST_YEAR, LAST_YEAR, 2024),
                        Parameter.query("model", "A model; default the whole brand.", "SU7"),
                        BrandRoutes.AS_OF),
                schemas.of(YearEntry.getClassSchema()),
                this::year));
    }

    private void year(Request request, Context context) {
        String brand = request.path("brand");
        String model = request.text("model");
        LocalDate asOf = request.day("as_of");
        Integer year = request.number("year", FIRST_YEAR, LAST_YEAR);
        Answer<Optional<YearEntry>> answer = services.get().queries().year(brand, asOf, model, year);
        YearEntry entry = answer.value().orElseThrow(() -> unknown(brand, model, asOf));
        Map<String, @Nullable Object> body = RecordJson.of(entry);
        Responses.answer(context, body, answer.freshness());
    }

    private static Problem unknown(String brand, @Nullable String model, @Nullable LocalDate asOf) {
        return Problem.notFound((model == null ? "no event" : "no sales statement on model '" + model + "'")
                + " about brand '" + brand + "'" + (asOf == null ? "" : " published by " + asOf));
    }
}
