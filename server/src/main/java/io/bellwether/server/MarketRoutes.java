package io.bellwether.server;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Commitment;
import io.bellwether.schemas.avro.CommitmentStatus;
import io.bellwether.schemas.avro.MarketTarget;
import io.bellwether.schemas.avro.MarketTechnology;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.TargetStatus;
import io.bellwether.schemas.avro.TechnologyBrand;
import io.bellwether.streams.query.Answer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The market as a whole, and the commitments in it. */
final class MarketRoutes {

    private static final int MAX_COMMITMENTS = 1_000;
    private static final int MAX_TARGETS = 1_000;

    private final Supplier<Services> services;

    MarketRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> coverage = Map.of(
                "anyOf",
                List.of(
                        Map.of("type", "integer", "minimum", 0),
                        Map.of("const", "NATIONWIDE"),
                        Map.of("type", "null")));
        Map<String, Object> contender =
                schemas.of(TechnologyBrand.getClassSchema(), List.of(), Map.of("coverage", coverage));
        Map<String, Object> technology = schemas.of(
                MarketTechnology.getClassSchema(), List.of(), Map.of("brands", JsonSchemas.mapOf(contender)));
        Map<String, Object> market = schemas.of(
                MarketView.getClassSchema(),
                Stream.concat(Stream.of("commitments", "targets"), RecordJson.MARKET_COUNTS.stream())
                        .toList(),
                Map.of("technologies", JsonSchemas.mapOf(technology)));
        Map<String, Object> commitment =
                schemas.of(Commitment.getClassSchema(), List.of("met_on"), Map.of("coverage", coverage));
        return List.of(
                ApiRoute.get(
                        "/api/v1/market",
                        "getMarket",
                        "The market: ranking, growth, the technology race.",
                        List.of(BrandRoutes.AS_OF),
                        market,
                        this::market),
                ApiRoute.get(
                        "/api/v1/commitments",
                        "listCommitments",
                        "Commitments and their status, by brand, technology and stage.",
                        List.of(
                                BrandRoutes.AS_OF,
                                Parameter.query("brand", "Of this brand.", "xiaomi"),
                                status(CommitmentStatus.values(), "OVERDUE"),
                                BrandRoutes.AFTER,
                                Parameter.limit(MAX_COMMITMENTS)),
                        JsonSchemas.arrayOf(commitment),
                        this::commitments),
                ApiRoute.get(
                        "/api/v1/targets",
                        "listTargets",
                        "Sales targets of years, quarters, months and runs of months and their status, by brand and"
                                + " period, with every figure that was given for them.",
                        List.of(
                                BrandRoutes.AS_OF,
                                Parameter.query("brand", "Of this brand.", "xiaomi"),
                                status(TargetStatus.values(), "OPEN"),
                                BrandRoutes.AFTER,
                                Parameter.limit(MAX_TARGETS)),
                        JsonSchemas.arrayOf(schemas.of(MarketTarget.getClassSchema())),
                        this::targets));
    }

    private static Parameter status(Enum<?>[] statuses, String example) {
        return Parameter.query(
                "status", "The status.", Arrays.stream(statuses).map(Enum::name).toList(), example);
    }

    private Answer<MarketView> view(Request request) {
        Answer<Optional<MarketView>> answer = services.get().queries().market(request.day("as_of"));
        return new Answer<>(answer.value().orElseThrow(() -> Problem.notFound("no events yet")), answer.freshness());
    }

    private void market(Request request, Context context) {
        Answer<MarketView> view = view(request);
        Responses.answer(context, RecordJson.market(view.value()), view.freshness());
    }

    private void commitments(Request request, Context context) {
        String brand = request.text("brand");
        CommitmentStatus status = request.word("status", CommitmentStatus.class);
        Answer<MarketView> view = view(request);
        List<Commitment> wanted = view.value().getCommitments().stream()
                .filter(commitment -> brand == null || brand.equals(commitment.getBrand()))
                .filter(commitment -> status == null || status == commitment.getStatus())
                .toList();
        Page<Commitment> page = Page.of(wanted, MarketRoutes::key, request, MAX_COMMITMENTS);
        List<Object> answer = new ArrayList<>();
        page.entries().forEach(commitment -> answer.add(RecordJson.commitment(commitment)));
        Responses.answer(context, answer, view.freshness());
    }

    private void targets(Request request, Context context) {
        String brand = request.text("brand");
        TargetStatus status = request.word("status", TargetStatus.class);
        Answer<MarketView> view = view(request);
        List<MarketTarget> wanted = view.value().getTargets().stream()
                .filter(target -> brand == null || brand.equals(target.getBrand()))
                .filter(target -> status == null || status == target.getStatus())
                .toList();
        Page<MarketTarget> page = Page.of(wanted, MarketRoutes::key, request, MAX_TARGETS);
        List<Object> answer = new ArrayList<>();
        page.entries().forEach(target -> answer.add(RecordJson.of(target)));
        Responses.answer(context, answer, view.freshness());
    }

    private static String key(MarketTarget target) {
        return target.getBrand() + "\n" + target.getPeriod();
    }

    private static String key(Commitment commitment) {
        return commitment.getBrand() + "\n" + commitment.getTechnology() + "\n"
                + commitment.getStage().ordinal();
    }
}
