package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.CalendarEntry;
import io.bellwether.streams.query.Answer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The next figures due, as JSON and for calendar programs. */
final class CalendarRoutes {

    static final String FILE_ID = "getCalendarFile";

    private static final int MAX_ENTRIES = 1_000;

    private final Supplier<Services> services;

    CalendarRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Parameter brand = Parameter.query("brand", "A brand; default all.", "xiaomi");
        return List.of(
                ApiRoute.get(
                        "/api/v1/calendar",
                        "listCalendar",
                        "The next monthly figures due, by day and brand. Brands without a usual rhythm, and those whose"
                                + " series ended, have none.",
                        List.of(brand, BrandRoutes.AS_OF, BrandRoutes.AFTER, Parameter.limit(MAX_ENTRIES)),
                        JsonSchemas.arrayOf(schemas.of(CalendarEntry.getClassSchema())),
                        this::calendar),
                ApiRoute.get(
                        "/api/v1/calendar.ics",
                        FILE_ID,
                        "The same as an iCalendar file (RFC 5545) to subscribe to, an event of a day each.",
                        List.of(brand, BrandRoutes.AS_OF),
                        Map.of("type", "string"),
                        this::file));
    }

    private Answer<List<CalendarEntry>> entries(Request request) {
        String brand = request.text("brand");
        Answer<List<CalendarEntry>> all = services.get().queries().calendar(request.day("as_of"));
        List<CalendarEntry> wanted = all.value().stream()
                .filter(entry -> brand == null || brand.equals(entry.getBrand()))
                .toList();
        return new Answer<>(wanted, all.freshness());
    }

    private void calendar(Request request, Context context) {
        Answer<List<CalendarEntry>> answer = entries(request);
        Page<CalendarEntry> page =
                Page.of(answer.value(), entry -> entry.getDueOn() + "\n" + entry.getBrand(), request, MAX_ENTRIES);
        List<Object> entries = new ArrayList<>();
        page.entries().forEach(entry -> entries.add(RecordJson.of(entry)));
        Responses.answer(context, entries, answer.freshness());
    }

    private void file(Request request, Context context) {
        Answer<List<CalendarEntry>> answer = entries(request);
        List<CalendarEntry> next = answer.value().stream().limit(MAX_ENTRIES).toList();
        Responses.answer(context, CalendarFile.of(next), "text/calendar; charset=utf-8", answer.freshness());
    }
}
