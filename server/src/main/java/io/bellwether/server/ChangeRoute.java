package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.ChangeEntry;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.DaySpan;
import io.bellwether.streams.query.EntryPage;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.PageOfBrands;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What changed between two days, and by which events. */
final class ChangeRoute {

    private static final int MAX_CHANGES = 1_000;

    private final Supplier<Services> services;

    ChangeRoute(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        return List.of(ApiRoute.get(
                "/api/v1/changes",
                "listChanges",
                "Every month total, metric, target and commitment that is otherwise at the end of one day than at the end"
                        + " of an earlier one, as a reader saw it on each, with the events behind the change; by brand.",
                List.of(
                        Parameter.date("from", "The earlier day; default the day before to.", "2024-11-01"),
                        Parameter.date("to", "The later day; default the as-of day.", "2024-11-30"),
                        Parameter.query("brand", "A brand; default all.", "xiaomi"),
                        BrandRoutes.AFTER,
                        Parameter.limit(MAX_CHANGES)),
                JsonSchemas.arrayOf(schemas.of(ChangeEntry.getClassSchema())),
                this::changes));
    }

    private void changes(Request request, Context context) {
        MarketQueries queries = services.get().queries();
        DaySpan given = request.days();
        LocalDate to =
                given.to() != null ? given.to() : queries.day().orElseThrow(() -> Problem.notFound("no events yet"));
        LocalDate from = given.from() != null ? given.from() : to.minusDays(1);
        if (from.isAfter(to)) {
            throw Problem.badRequest("from must not be after to, got: " + from + " and " + to);
        }
        Answer<EntryPage<ChangeEntry>> answer = queries.changes(
                from, to, new PageOfBrands(request.text("brand"), request.after(), request.limit(MAX_CHANGES)));
        List<Object> changes = new ArrayList<>();
        answer.value().entries().forEach(change -> changes.add(RecordJson.of(change)));
        if (answer.value().next() != null) {
            request.linkNext(answer.value().next());
        }
        Responses.answer(context, changes, answer.freshness());
    }
}
