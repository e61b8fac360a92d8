package io.bellwether.server;

import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.streams.query.StateUnavailable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API and the dashboard on one address. It listens before its instance starts, since other instances learn the address
 * from the cluster, and answers 503 until then.
 */
public final class QueryServer implements AutoCloseable {

    /** Largest request body, in bytes. */
    static final long MAX_BODY_BYTES = 1_000_000;

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);

    private final AtomicReference<@Nullable Services> services = new AtomicReference<>();
    private final AlertStream stream = new AlertStream(this::services);
    private final PrometheusMetrics meters;
    private final OperationRoutes operations;
    private final AdmissionControl admission;
    private final CrossOriginProtection crossOrigin;
    private final Javalin server;

    private QueryServer(HttpSettings settings, PrometheusMetrics meters) {
        this.meters = meters;
        this.admission = new AdmissionControl(settings.eventsPerSecond(), System::nanoTime);
        this.crossOrigin = new CrossOriginProtection(settings.names());
        this.operations = new OperationRoutes(this::health, meters);
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = settings.host();
            config.jetty.port = settings.port();
            config.http.maxRequestSize = MAX_BODY_BYTES;
            settings.corsOrigin().ifPresent(origin -> allow(config, origin));
            config.requestLogger.http(
                    (context, ms) -> meters.onAnswer(route(context), context.statusCode(), nanos(ms)));
            config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_WITHIN.toMillis()));
            routes(config.routes);
        });
    }

    /** The declared route: the path itself would make a meter per brand. */
    private static String route(Context context) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }

    private static Duration nanos(float ms) {
        return Duration.ofNanos((long) (ms * 1_000_000));
    }

    private static void allow(JavalinConfig config, String origin) {
        config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
            rule.allowHost(origin);
            rule.exposeHeader("ETag");
            rule.exposeHeader("Link");
            rule.exposeHeader(Responses.POSITION);
            rule.exposeHeader(Responses.LAG);
            rule.exposeHeader(Responses.STALE);
        }));
    }

    /** Starts to listen. */
    public static QueryServer start(HttpSettings settings, PrometheusMetrics meters) {
        QueryServer server = new QueryServer(settings, meters);
        server.server.start();
        return server;
    }

    /** Starts to answer from these services. */
    public void serve(Services started) {
        services.set(started);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    private Services services() {
        Services now = services.get();
        if (now == null) {
            throw Problem.unavailable("the instance starts");
        }
        return now;
    }

    private @Nullable Health health() {
        Services now = services.get();
        return now == null ? null : now.health();
    }

    private void routes(RoutesConfig routes) {
        routes.before(crossOrigin::check);
        JsonSchemas schemas = new JsonSchemas();
        List<ApiRoute> all = Stream.of(
                        new BrandRoutes(this::services).routes(schemas),
                        new YearRoute(this::services).routes(schemas),
                        new SourceRoutes(this::services).routes(schemas),
                        new ChangeRoute(this::services).routes(schemas),
                        new CalendarRoutes(this::services).routes(schemas),
                        new MarketRoutes(this::services).routes(schemas),
                        new AlertRoutes(this::services, stream).routes(schemas),
                        new SignalRoute(this::services).routes(schemas),
                        new RaceRoute(this::services).routes(schemas),
                        new FindRoutes(this::services).routes(schemas),
                        List.of(new AcknowledgementRoute(this::services, Clock.systemUTC()).route(schemas)),
                        new EventRoutes(this::services, meters, admission).routes(schemas))
                .flatMap(List::stream)
                .toList();
        all.forEach(route ->
                routes.addEndpoint(Endpoint.create(route.method(), route.path()).handler(route::serve)));
        operations.serve(routes);
        Dashboard dashboard = new Dashboard();
        dashboard.serve(routes);
        byte[] description = Json.bytes(new OpenApi(all, schemas).document());
        routes.get(
                "/openapi.json",
                context -> context.contentType("application/json").result(description));
        routes.post(
                HttpPeers.PATH,
                context -> new InternalRoute(services().local(), services().pipeline()).answer(context));
        routes.exception(Problem.class, (e, context) -> Responses.problem(context, e));
        routes.exception(StateUnavailable.class, (e, context) -> Responses.problem(context, 503, e.getMessage()));
        routes.exception(
                RegistryUnavailableException.class, (e, context) -> Responses.problem(context, 503, e.getMessage()));
        routes.exception(HttpResponseException.class, (e, context) -> {
            if (e.getStatus() != 404 || !dashboard.missing(context)) {
                Responses.problem(context, e.getStatus(), e.getMessage());
            }
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.atError().setCause(e).addKeyValue("path", context.path()).log("query failed");
            Responses.problem(context, 500, "the query failed; the log says why");
        });
    }

    /** Reports not ready from now on, and still answers. */
    public void drain() {
        operations.drain();
    }

    @Override
    public void close() {
        drain();
        stream.close();
        server.stop();
        meters.close();
    }
}
