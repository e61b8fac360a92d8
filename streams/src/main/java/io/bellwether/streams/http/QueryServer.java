package io.bellwether.streams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.query.Answers;
import io.bellwether.streams.query.MarketQueries;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The query API: JSON answers, RFC 9457 problems, on one address. */
public final class QueryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final MarketQueries queries;
    private final ObjectMapper json = new ObjectMapper();
    private final Javalin server;

    private QueryServer(MarketQueries queries, String host, int port) {
        this.queries = queries;
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = host;
            config.jetty.port = port;
            config.http.maxRequestSize = 1_000_000L;
            routes(config.routes);
        });
    }

    /**
     * Starts to answer.
     *
     * @param port 0 for any free one
     */
    public static QueryServer start(MarketQueries queries, String host, int port) {
        QueryServer server = new QueryServer(queries, host, port);
        server.server.start();
        return server;
    }

    /** The port it answers on. */
    public int port() {
        return server.port();
    }

    private void routes(RoutesConfig routes) {
        routes.get("/api/v1/brands", context -> answer(context, brands(context)));
        routes.get("/api/v1/brands/{brand}", context -> answer(context, brand(context)));
        routes.get("/api/v1/market", context -> answer(context, market(context)));
        routes.get("/api/v1/commitments", context -> answer(context, commitments(context)));
        routes.get("/api/v1/alerts", context -> answer(context, alerts(context)));
        routes.exception(BadParameter.class, (e, context) -> problem(context, 400, e.getMessage()));
        routes.exception(NotFound.class, (e, context) -> problem(context, 404, e.getMessage()));
        routes.exception(InvalidStateStoreException.class, (e, context) -> unavailable(context));
        routes.exception(StreamsNotStartedException.class, (e, context) -> unavailable(context));
        routes.exception(HttpResponseException.class, (e, context) -> problem(context, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, (e, context) -> {
            LOG.atError().setCause(e).addKeyValue("path", context.path()).log("query failed");
            problem(context, 500, "the query failed; the log says why");
        });
    }

    private List<Object> brands(Context context) {
        List<Object> answer = new ArrayList<>();
        Optional<LocalDate> asOf = asOf(context);
        asOf.map(queries::brands).orElseGet(queries::brands).forEach((brand, metrics) -> {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("brand", brand);
            entry.put("metrics", Answers.of(metrics.getMetrics()));
            answer.add(entry);
        });
        return answer;
    }

    private Map<String, @Nullable Object> brand(Context context) {
        String brand = context.pathParam("brand");
        Optional<LocalDate> asOf = asOf(context);
        MarketQueries.BrandAnswer found = asOf.map(day -> queries.brand(brand, day))
                .orElseGet(() -> queries.brand(brand))
                .orElseThrow(() -> new NotFound("no event about brand '" + brand + "'"
                        + asOf.map(day -> " published by " + day).orElse("")));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("brand", brand);
        answer.put("as_of", asOf.or(this::today).map(LocalDate::toString).orElse(null));
        answer.put("metrics", Answers.of(found.metrics().getMetrics()));
        SortedMap<String, Object> models = new TreeMap<>();
        found.models().forEach((model, metrics) -> models.put(model, Answers.of(metrics.getMetrics())));
        answer.put("models", models);
        answer.put("evidence", Answers.evidence(found.metrics().getEvidence()));
        return answer;
    }

    /** The as-of day of the newest view. */
    private Optional<LocalDate> today() {
        return queries.market().map(MarketView::getAsOf);
    }

    private Map<String, @Nullable Object> market(Context context) {
        return Answers.market(view(context));
    }

    private MarketView view(Context context) {
        return asOf(context).map(queries::market).or(queries::market).orElseThrow(() -> new NotFound("no events yet"));
    }

    private List<Object> commitments(Context context) {
        String brand = context.queryParam("brand");
        String status = upper(context.queryParam("status"));
        List<Object> answer = new ArrayList<>();
        view(context).getCommitments().stream()
                .filter(commitment -> brand == null || brand.equals(commitment.getBrand()))
                .filter(commitment ->
                        status == null || status.equals(commitment.getStatus().name()))
                .forEach(commitment -> answer.add(Answers.commitment(commitment)));
        return answer;
    }

    private List<Object> alerts(Context context) {
        String status = context.queryParam("status");
        if (status != null && !status.equals("open") && !status.equals("all")) {
            throw new BadParameter("status must be open or all, got: " + status);
        }
        List<Object> answer = new ArrayList<>();
        Predicate<Alert> filter = alert -> "all".equals(status) || MarketQueries.isOpen(alert);
        filter = filter.and(is(context.queryParam("brand"), Alert::getBrand))
                .and(is(context.queryParam("rule"), Alert::getRule))
                .and(is(
                        upper(context.queryParam("severity")),
                        alert -> alert.getSeverity().name()));
        queries.alerts(filter).forEach(alert -> answer.add(Answers.alert(alert)));
        return answer;
    }

    private static Predicate<Alert> is(@Nullable String wanted, Function<Alert, @Nullable String> field) {
        return wanted == null ? alert -> true : alert -> wanted.equals(field.apply(alert));
    }

    private static @Nullable String upper(@Nullable String word) {
        return word == null ? null : word.toUpperCase(Locale.ROOT);
    }

    private static Optional<LocalDate> asOf(Context context) {
        String day = context.queryParam("as_of");
        if (day == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(day));
        } catch (DateTimeException e) {
            throw new BadParameter("as_of must be a date as YYYY-MM-DD, got: " + day);
        }
    }

    private void answer(Context context, Object answer) {
        context.contentType("application/json").result(bytes(answer));
    }

    private void unavailable(Context context) {
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        problem(context, 503, "the state is being restored or moves between instances");
    }

    private void problem(Context context, int status, @Nullable String detail) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        problem.put("detail", detail);
        context.status(status).contentType("application/problem+json").result(bytes(problem));
    }

    private byte[] bytes(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written as JSON", e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A query parameter that cannot be understood. */
    private static final class BadParameter extends RuntimeException {
        BadParameter(String message) {
            super(message);
        }
    }

    /** What was asked for does not exist. */
    private static final class NotFound extends RuntimeException {
        NotFound(String message) {
            super(message);
        }
    }
}
