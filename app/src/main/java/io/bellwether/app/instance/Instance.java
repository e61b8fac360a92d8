package io.bellwether.app.instance;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.deadletter.DeadLetters;
import io.bellwether.producer.publish.EventIngest;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.server.AcknowledgementProducer;
import io.bellwether.server.Health;
import io.bellwether.server.HttpPeers;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.Ingest;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.Services;
import io.bellwether.server.access.Audit;
import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.processor.EventDecoder;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.ClusterState;
import io.bellwether.streams.query.GroupOffsets;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.StateUnavailable;
import io.bellwether.streams.runtime.CannotGoOnException;
import io.bellwether.streams.runtime.StreamsRuntime;
import io.bellwether.streams.runtime.StreamsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the topology with its query API. Instances on the same cluster share the work. */
public final class Instance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final StreamsRuntime runtime;
    private final AlertPacing pacing;
    private final MarketQueries queries;
    private final QueryServer server;

    private final AlertFeed alerts;
    private final EventIngest ingest;
    private final AcknowledgementProducer acknowledgements;
    private final Audit audit;
    private final Duration drainFor;
    private final Health health;
    private final Beside beside;
    private final GroupOffsets offsets;

    private Instance(
            StreamsRuntime runtime,
            AlertPacing pacing,
            MarketQueries queries,
            QueryServer server,
            AlertFeed alerts,
            EventIngest ingest,
            AcknowledgementProducer acknowledgements,
            Audit audit,
            Duration drainFor,
            Health health,
            Beside beside,
            GroupOffsets offsets) {
        this.offsets = offsets;
        this.health = health;
        this.beside = beside;
        this.runtime = runtime;
        this.pacing = pacing;
        this.queries = queries;
        this.server = server;
        this.alerts = alerts;
        this.ingest = ingest;
        this.acknowledgements = acknowledgements;
        this.audit = audit;
        this.drainFor = drainFor;
    }

    /**
     * How an instance runs.
     *
     * @param directory of its own, for its state
     * @param threads number of stream threads
     * @param advertised where other instances reach it; empty for where it listens
     * @param drainFor how long it still answers after it reports that it is not ready
     * @param isReplay whether events of the past come day by day, as if they were of the present
     */
    public record Config(
            Path directory,
            int threads,
            HttpSettings http,
            Optional<HostInfo> advertised,
            Duration drainFor,
            boolean isReplay) {}

    /**
     * Starts an instance; it processes events once the group has assigned it tasks.
     *
     * @param clock lower bound of the as-of day; empty if events alone move it
     */
    public static Instance start(Settings settings, Config how, Optional<Supplier<LocalDate>> clock) {
        return start(settings, how, clock, Beside.NOTHING);
    }

    /** The same with what runs beside it in this process. */
    static Instance start(Settings settings, Config how, Optional<Supplier<LocalDate>> clock, Beside beside) {
        // First, since other instances are given the port that it got.
        PrometheusMetrics meters = new PrometheusMetrics();
        String name = how.advertised.map(HostInfo::host).orElseGet(() -> reachable(how.http.host()));
        QueryServer server = QueryServer.start(how.http.withName(name), meters);
        StreamsRuntime runtime = null;
        GroupOffsets offsets = null;
        AlertPacing pacing = null;
        try {
            HostInfo self = how.advertised.orElseGet(() -> new HostInfo(name, server.peerPort()));
            StreamsSettings streams = settings(settings, how, self);
            pacing = new AlertPacing(streams);
            TopologyConfig config = TopologyConfig.standard(settings.topics(), settings.registry())
                    .withAliases(settings.aliases())
                    .withClock(clock)
                    .withTiming(how.isReplay ? AlertTiming.AT_ONCE : pacing.timing());
            runtime = StreamsRuntime.start(streams, config);
            String pipeline = applicationId(settings);
            offsets = new GroupOffsets(settings.kafka(), pipeline);
            LocalState local = new LocalState(runtime.streams(), config, offsets);
            MarketQueries queries = new MarketQueries(
                    new ClusterState(
                            runtime.streams(),
                            local,
                            new HttpPeers(pipeline, how.http.access()),
                            self,
                            runtime.inputPartitions()),
                    config);
            pacing.connect(queries);
            AlertFeed alerts = AlertFeed.start(settings.topics(), settings.clients(), RecordJson::text);
            EventIngest ingest =
                    new EventIngest(settings.publishing(), (brand, eventIds) -> known(queries, brand, eventIds));
            measure(meters, runtime, local, ingest);
            beside.measure(meters);
            meters.gauge(
                    "bellwether.alerts.held",
                    "1 while alerts wait until all is taken in",
                    pacing,
                    waiting -> waiting.isHeld() ? 1 : 0);
            AcknowledgementProducer acknowledgements =
                    new AcknowledgementProducer(settings.topics(), settings.clients());
            Health health = health(runtime, alerts, beside);
            Audit audit = Audit.to(settings.topics(), settings.kafka());
            server.serve(new Services(
                    pipeline,
                    queries,
                    local,
                    alerts,
                    Ingest.by(ingest),
                    acknowledgements,
                    settings.aliases(),
                    Optional.of(audit),
                    Optional.of(deadLetters(settings)),
                    health));
            return new Instance(
                    runtime,
                    pacing,
                    queries,
                    server,
                    alerts,
                    ingest,
                    acknowledgements,
                    audit,
                    how.drainFor,
                    health,
                    beside,
                    offsets);
        } catch (CannotGoOnException e) {
            server.close();
            if (pacing != null) {
                pacing.close();
            }
            throw Failure.cannotGoOn(String.valueOf(e.getMessage()), e);
        } catch (Throwable e) {
            server.close();
            if (runtime != null) {
                runtime.close();
            }
            if (offsets != null) {
                offsets.close();
            }
            if (pacing != null) {
                pacing.close();
            }
            throw e;
        }
    }

    private static DeadLetters deadLetters(Settings settings) {
        EventDecoder decoder = new EventDecoder(settings.topics(), settings.registry());
        return new DeadLetters(
                settings.publishing(),
                (topic, key, value) -> decoder.refusal(topic, key, value, System.currentTimeMillis()));
    }

    private static Health health(StreamsRuntime runtime, AlertFeed alerts, Beside beside) {
        Health own = Health.of(runtime::isAlive, runtime::isRunning);
        return new Health(
                () -> joined(own.failed().get(), alerts.failure().stream().toList()),
                () -> joined(runtime.troubles().isEmpty() ? own.missing().get() : runtime.troubles(), beside.missing()),
                () -> joined(own.impaired().get(), beside.impaired()));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The event ids that the pipeline knows; none if it cannot be asked, since a known event published again is ignored. */
    private static Map<String, Long> known(MarketQueries queries, String brand, List<String> eventIds) {
        try {
            return queries.known(brand, eventIds);
        } catch (StateUnavailable | RegistryUnavailableException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("known events cannot be looked up");
            return Map.of();
        }
    }

    private static void measure(
            PrometheusMetrics meters, StreamsRuntime runtime, LocalState local, EventIngest ingest) {
        meters.bind(runtime.streams());
        meters.bind(ingest.producer());
        meters.gauge(
                "bellwether.lag.records", "Records that wait for the tasks of this instance", local, LocalState::lag);
        meters.gauge(
                "bellwether.restore.remaining.records",
                "Records of state that are yet to be restored",
                runtime,
                StreamsRuntime::remainingToRestore);
    }

    /** A wildcard address cannot be connected to: other instances are given this machine's name. */
    private static String reachable(String host) {
        if (!host.equals("0.0.0.0") && !host.equals("::")) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "127.0.0.1"; // a machine without a name: no other can reach it
        }
    }

    private static StreamsSettings settings(Settings settings, Config how, HostInfo self) {
        Map<String, Object> client = new HashMap<>(settings.clients());
        client.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        return new StreamsSettings(settings.topics(), how.directory, how.threads, client);
    }

    /** The consumer group, and the prefix of internal topics. */
    public static String applicationId(Settings settings) {
        return new StreamsSettings(settings.topics(), Path.of(""), 1, settings.clients()).applicationId();
    }

    /** Queries of it and the other instances. */
    public MarketQueries queries() {
        return queries;
    }

    /** Publishes events, as those of HTTP requests. */
    public EventIngest ingest() {
        return ingest;
    }

    /** The port of the query API and the dashboard. */
    public int httpPort() {
        return server.port();
    }

    /** Completed exceptionally if the instance fails. */
    public CompletableFuture<Void> failure() {
        return runtime.failure().exceptionally(error -> {
            throw error instanceof CannotGoOnException
                    ? Failure.cannotGoOn(Failure.line(error), error)
                    : new Failure("the topology failed: " + Failure.line(error), error);
        });
    }

    /** What is wrong now and does not end it, a reason each; that it starts, restores or rebalances is none. */
    public List<String> troubles() {
        return Stream.of(runtime.troubles(), health.failed().get(), beside.missing(), beside.impaired())
                .flatMap(List::stream)
                .toList();
    }

    /** Whether its tasks run, their state restored. */
    public boolean isRunning() {
        return runtime.isRunning();
    }

    /** Whether it runs, and tells of alerts as they come. */
    public boolean isSettled() {
        return runtime.isRunning() && !pacing.isHeld();
    }

    /** Reports not ready, drains, stops answering, commits, leaves the group and stops. */
    @Override
    public void close() {
        server.drain();
        pause(drainFor);
        alerts.close();
        server.close();
        ingest.close();
        acknowledgements.close();
        offsets.close();
        audit.close();
        runtime.close();
        pacing.close();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
