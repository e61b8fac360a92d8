package io.bellwether.server;

import io.bellwether.producer.format.EventShape;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.SourceEntry;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.schemas.avro.StatementOutcome;
import io.bellwether.streams.query.Answer;
import io.bellwether.streams.query.DaySpan;
import io.bellwether.streams.query.EntryPage;
import io.bellwether.streams.query.PageOfBrands;
import io.bellwether.streams.query.StatementFilter;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sources: how good their figures have been, and each statement with what became of it. */
final class SourceRoutes {

    private static final int MAX_SOURCES = 1_000;
    private static final int MAX_STATEMENTS = 1_000;
    private static final List<String> TYPES = Stream.concat(Stream.of("sales", "capacity"), EventShape.DETAILS.stream())
            .toList();

    private final Supplier<Services> services;

    SourceRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        return List.of(
                ApiRoute.get(
                        "/api/v1/sources",
                        "listSources",
                        "How good the figures of each source have been, by brand, source and measure, over its MONTH"
                                + " statements.",
                        List.of(
                                Parameter.query("brand", "A brand; default all.", "xiaomi"),
                                BrandRoutes.AS_OF,
                                BrandRoutes.AFTER,
                                Parameter.limit(MAX_SOURCES)),
                        JsonSchemas.arrayOf(schemas.of(SourceEntry.getClassSchema())),
                        this::sources),
                ApiRoute.get(
                        "/api/v1/statements",
                        "listStatements",
                        "Every statement as it was received, in the shape of event files, by brand and publication, with"
                                + " what became of it: it counts, was superseded by a newer one of its source, is outranked"
                                + " by another, or was retracted.",
                        List.of(
                                Parameter.query("brand", "A brand; default all.", "xiaomi"),
                                Parameter.date("from", "The first day of publication.", "2024-10-01"),
                                Parameter.date("to", "The last day of publication.", "2024-11-30"),
                                Parameter.query("source", "A source; default all.", "cpca"),
                                Parameter.query(
                                        "type", "A type of event or of an announcement's detail.", TYPES, "sales"),
                                BrandRoutes.AS_OF,
                                BrandRoutes.AFTER,
                                Parameter.limit(MAX_STATEMENTS)),
                        JsonSchemas.arrayOf(statement(schemas)),
                        this::statements),
                ApiRoute.get(
                        "/api/v1/statements/{event_id}",
                        "getStatement",
                        "One statement as it was received, and what became of it.",
                        List.of(
                                Parameter.path("event_id", "The event's id.", "ev-c84d91d09db1a88e"),
                                Parameter.query("brand", "Its brand, where that is known.", "xiaomi"),
                                Parameter.date(
                                        "as_of", "What became of it by that day (UTC); default now.", "2024-11-11")),
                        statement(schemas),
                        this::oneStatement));
    }

    private static Map<String, Object> statement(JsonSchemas schemas) {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        properties.put("type", Map.of("enum", List.of("sales", "capacity", "announcement")));
        properties.put("event_id", text);
        properties.put("brand", text);
        properties.put("source", text);
        properties.put("source_tier", schemas.of(SourceTier.getClassSchema()));
        properties.put("published_at", Map.of("type", "string", "format", "date-time"));
        properties.put("url", JsonSchemas.nullable(text));
        properties.put("outcome", schemas.of(StatementOutcome.getClassSchema()));
        properties.put("reason", JsonSchemas.nullable(text));
        properties.put("by", JsonSchemas.nullable(text));
        Map<String, Object> statement = new LinkedHashMap<>(JsonSchemas.object(properties));
        statement.put("additionalProperties", true);
        statement.put("description", "An event with all its fields, and what became of it.");
        return schemas.component("Statement", statement);
    }

    private void sources(Request request, Context context) {
        Answer<EntryPage<SourceEntry>> answer =
                services.get().queries().sources(request.day("as_of"), page(request, MAX_SOURCES));
        List<Object> sources = new ArrayList<>();
        answer.value().entries().forEach(source -> sources.add(RecordJson.of(source)));
        link(request, answer.value());
        Responses.answer(context, sources, answer.freshness());
    }

    private void statements(Request request, Context context) {
        DaySpan published = request.days();
        Answer<EntryPage<StatementEntry>> answer = services.get()
                .queries()
                .statements(
                        request.day("as_of"),
                        new StatementFilter(published, request.text("source"), null, request.text("type")),
                        page(request, MAX_STATEMENTS));
        List<Object> statements = new ArrayList<>();
        answer.value().entries().forEach(statement -> statements.add(RecordJson.statement(statement)));
        link(request, answer.value());
        Responses.answer(context, statements, answer.freshness());
    }

    private void oneStatement(Request request, Context context) {
        String id = request.path("event_id");
        Answer<EntryPage<StatementEntry>> answer = services.get()
                .queries()
                .statements(
                        request.day("as_of"),
                        new StatementFilter(new DaySpan(null, null), null, id, null),
                        new PageOfBrands(request.text("brand"), null, 1));
        if (answer.value().entries().isEmpty()) {
            throw Problem.notFound("no statement with the id '" + Request.shortened(id) + "'");
        }
        Responses.answer(context, RecordJson.statement(answer.value().entries().get(0)), answer.freshness());
    }

    private static PageOfBrands page(Request request, int most) {
        return new PageOfBrands(request.text("brand"), request.after(), request.limit(most));
    }

    private static void link(Request request, EntryPage<?> page) {
        if (page.next() != null) {
            request.linkNext(page.next());
        }
    }
}
