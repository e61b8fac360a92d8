package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TechnologyStanding;
import io.bellwether.streams.query.Answer;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** The race for one technology: who reached which stage when. */
final class RaceRoute {

    private final Supplier<Services> services;

    RaceRoute(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Map<String, Object>> step = new LinkedHashMap<>();
        step.put("stage", schemas.of(Stage.getClassSchema()));
        step.put("since", Map.of("type", "string", "format", "date"));
        step.put("event_id", text);
        step.put("source", text);
        Map<String, Map<String, Object>> runner = new LinkedHashMap<>();
        runner.put("brand", text);
        runner.put("steps", JsonSchemas.arrayOf(schemas.component("RaceStep", JsonSchemas.object(step))));
        return List.of(ApiRoute.get(
                "/api/v1/technologies/{technology}",
                "getRace",
                "Who reached which stage of a technology when, who came first ahead; promises count as announced from the"
                        + " day they were published.",
                List.of(Parameter.path("technology", "The technology.", "CITY_NOA"), BrandRoutes.AS_OF),
                JsonSchemas.arrayOf(schemas.component("RaceRunner", JsonSchemas.object(runner))),
                this::race));
    }

    private void race(Request request, Context context) {
        String technology = request.path("technology");
        LocalDate asOf = request.day("as_of");
        Answer<List<BrandSummaryRecord>> summaries = services.get().queries().summaries(asOf);
        List<Map<String, @Nullable Object>> runners = new ArrayList<>();
        for (BrandSummaryRecord summary : summaries.value()) {
            for (TechnologyStanding standing : summary.getTechnologies()) {
                if (standing.getTechnology().equals(technology)) {
                    runners.add(runner(summary.getBrand(), standing));
                }
            }
        }
        if (runners.isEmpty()) {
            throw Problem.notFound("no brand has said anything of the technology '" + technology + "'"
                    + (asOf == null ? "" : " by " + asOf));
        }
        runners.sort(Comparator.comparing(RaceRoute::place));
        Responses.answer(context, runners, summaries.freshness());
    }

    /** Sorts the furthest first, of those the one that came first. */
    private static String place(Map<String, @Nullable Object> runner) {
        List<?> steps = (List<?>) runner.get("steps");
        Map<?, ?> last = steps == null || steps.isEmpty() ? Map.of() : (Map<?, ?>) steps.get(steps.size() - 1);
        int behind = Stage.values().length - (steps == null ? 0 : steps.size());
        return behind + " " + last.get("since") + " " + runner.get("brand");
    }

    private static Map<String, @Nullable Object> runner(String brand, TechnologyStanding standing) {
        List<Object> steps = new ArrayList<>();
        int stage = 0;
        for (IndexedRecord reached : standing.getReached()) {
            Map<String, @Nullable Object> record = RecordJson.of(reached);
            Map<?, ?> said = (Map<?, ?>) record.get("said");
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            step.put("stage", Stage.values()[stage++].name());
            step.put("since", record.get("day"));
            step.put("event_id", said == null ? null : said.get("event_id"));
            step.put("source", said == null ? null : said.get("source"));
            steps.add(step);
        }
        Map<String, @Nullable Object> runner = new LinkedHashMap<>();
        runner.put("brand", brand);
        runner.put("steps", steps);
        return runner;
    }
}
