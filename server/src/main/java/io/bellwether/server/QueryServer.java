package io.bellwether.server;

import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.server.access.Audit;
import io.bellwether.server.access.Authenticator;
import io.bellwether.server.access.Tls;
import io.bellwether.streams.query.StateUnavailable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
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

    private static final int PROBE_THREADS = 12;
    private static final int PEER_THREADS = 100;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);

    private final AtomicReference<@Nullable Services> services = new AtomicReference<>();
    private final RequestLimits limits;
    private final AlertStream stream;
    private final PrometheusMetrics meters;
    private final OperationRoutes operations;
    private final AdmissionControl admission;
    private final CrossOriginProtection crossOrigin;
    private final AuditTrail audit = new AuditTrail(this::audit);
    private final HttpSettings settings;
    private final Authenticator authenticator;
    private final ScheduledExecutorService tlsClock = Tls.clock();
    private final Javalin server;
    private final @Nullable Javalin probes;
    private final @Nullable Javalin peers;

    private QueryServer(HttpSettings settings, PrometheusMetrics meters) {
        this.settings = settings;
        this.meters = meters;
        this.authenticator = authenticator(settings);
        this.limits = new RequestLimits(settings.connections().tellsApart());
        this.stream = new AlertStream(this::services, limits);
        this.admission = new AdmissionControl(settings.eventsPerSecond(), System::nanoTime);
        this.crossOrigin = new CrossOriginProtection(settings.names());
        this.operations = new OperationRoutes(this::health, meters);
        this.server = Javalin.create(config -> {
            new Listening(settings, settings.port(), tlsClock).at(config);
            config.http.maxRequestSize = MAX_BODY_BYTES;
            settings.corsOrigin().ifPresent(origin -> allow(config, origin));
            config.requestLogger.http(this::answered);
            config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_WITHIN.toMillis()));
            routes(config.routes);
        });
        answerHeads();
        this.probes = probes();
        this.peers = peers();
    }

    /** HEAD as GET: Javalin by itself says 200 to it wherever there is a GET, and asks nobody whether he may. */
    private void answerHeads() {
        InternalRouter router = server.unsafe.internalRouter;
        router.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.equals(HandlerType.GET))
                .toList()
                .forEach(get -> router.addHttpEndpoint(
                        Endpoint.create(HandlerType.HEAD, get.path).handler(get.handler)));
    }

    /** Every method and path that is answered. */
    List<Endpoint> endpoints() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .toList();
    }

    /** For other instances, with threads of their own: whoever takes all of the API's does not keep them from each other. */
    private @Nullable Javalin peers() {
        if (settings.peerPort().isEmpty()) {
            return null;
        }
        RequestLimits questions = new RequestLimits(settings.connections().tellsApart());
        return Javalin.create(config -> {
            new Listening(settings, settings.peerPort().getAsInt(), tlsClock).at(config);
            config.jetty.threadPool = new QueuedThreadPool(PEER_THREADS, 2);
            config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_WITHIN.toMillis()));
            config.requestLogger.http((context, ms) -> questions.leave(context));
            config.routes.before(crossOrigin::check);
            config.routes.before(questions::enter);
            internal(config.routes);
            problems(config.routes);
        });
    }

    /** Health and metrics with threads of their own: whoever takes all of the API's does not silence them. */
    private @Nullable Javalin probes() {
        return settings.operationsPort().isEmpty()
                ? null
                : Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = settings.host();
                    config.jetty.port = settings.operationsPort().getAsInt();
                    config.jetty.threadPool = new QueuedThreadPool(PROBE_THREADS, 2);
                    ConnectionLimits.OPERATIONS.keep(config.jetty);
                    operations.serve(config.routes);
                });
    }

    private static Authenticator authenticator(HttpSettings settings) {
        try {
            return Authenticator.of(settings.access(), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void answered(Context context, float ms) {
        limits.leave(context);
        String route = route(context);
        meters.onAnswer(route, context.statusCode(), nanos(ms));
        audit.answered(context, route);
    }

    private Optional<Audit> audit() {
        Services now = services.get();
        return now == null ? Optional.empty() : now.audit();
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
        if (server.probes != null) {
            server.probes.start();
        }
        if (server.peers != null) {
            server.peers.start();
        }
        return server;
    }

    /** Starts to answer from these services. */
    public void serve(Services started) {
        services.set(started);
    }

    /** The port of health and metrics alone; -1 for none. */
    public int operationsPort() {
        return probes == null ? -1 : probes.port();
    }

    /** The port at which other instances ask. */
    public int peerPort() {
        return peers == null ? port() : peers.port();
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
        routes.before(limits::enter);
        routes.beforeMatched(new AccessControl(authenticator)::check);
        new SessionRoutes(authenticator).serve(routes);
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
                        new DeadLetterRoutes(this::services).routes(schemas),
                        new EventRoutes(this::services, meters, admission).routes(schemas))
                .flatMap(List::stream)
                .toList();
        all.forEach(route ->
                routes.addEndpoint(Endpoint.create(route.method(), route.path()).handler(route::serve)));
        operations.serve(routes);
        Dashboard dashboard = new Dashboard(new LinkPreviews(services::get, !authenticator.isRequired()));
        dashboard.serve(routes);
        byte[] description = Json.bytes(new OpenApi(all, schemas).document());
        routes.get(
                "/openapi.json",
                context -> context.contentType("application/json").result(description));
        if (settings.peerPort().isEmpty()) {
            internal(routes);
        }
        problems(routes);
        routes.exception(HttpResponseException.class, (e, context) -> {
            if (e.getStatus() != 404 || !dashboard.missing(context)) {
                Responses.problem(context, e.getStatus(), e.getMessage());
            }
        });
    }

    private void internal(RoutesConfig routes) {
        routes.post(
                HttpPeers.PATH,
                context -> new InternalRoute(services().local(), services().pipeline(), settings.access())
                        .answer(context));
    }

    private static void problems(RoutesConfig routes) {
        routes.exception(Problem.class, (e, context) -> Responses.problem(context, e));
        routes.exception(StateUnavailable.class, (e, context) -> Responses.problem(context, 503, e.getMessage()));
        routes.exception(
                RegistryUnavailableException.class, (e, context) -> Responses.problem(context, 503, e.getMessage()));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> Responses.problem(context, e.getStatus(), String.valueOf(e.getMessage())));
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
        if (probes != null) {
            probes.stop();
        }
        if (peers != null) {
            peers.stop();
        }
        tlsClock.shutdownNow();
        meters.close();
    }
}
