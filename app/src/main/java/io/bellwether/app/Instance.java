package io.bellwether.app;

import io.bellwether.server.AlertJson;
import io.bellwether.server.EventIntake;
import io.bellwether.server.HttpPeers;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.Services;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.ClusterState;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.runtime.StreamsRuntime;
import io.bellwether.streams.runtime.StreamsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** One running instance of the topology with its query API. Others on the same cluster share the work with it. */
final class Instance implements AutoCloseable {

    private final StreamsRuntime runtime;
    private final MarketQueries queries;
    private final QueryServer server;

    private final AlertFeed alerts;
    private final HttpIntake intake;
    private final AcknowledgementsTopic acknowledgements;
    private final Duration drainFor;

    private Instance(
            StreamsRuntime runtime,
            MarketQueries queries,
            QueryServer server,
            AlertFeed alerts,
            HttpIntake intake,
            AcknowledgementsTopic acknowledgements,
            Duration drainFor) {
        this.runtime = runtime;
        this.queries = queries;
        this.server = server;
        this.alerts = alerts;
        this.intake = intake;
        this.acknowledgements = acknowledgements;
        this.drainFor = drainFor;
    }

    /**
     * How an instance runs.
     *
     * @param directory for its state, its own
     * @param threads that process events
     * @param advertised where other instances reach its API; empty for where it listens
     * @param drainFor how long it still answers after it says that it is no longer ready
     */
    record Config(Path directory, int threads, HttpSettings http, Optional<HostInfo> advertised, Duration drainFor) {}

    /**
     * Starts an instance; it takes part as soon as the group gives it its share.
     *
     * @param clock a day that the as-of day is not before; empty where events alone move it
     */
    static Instance start(Settings settings, Config how, Optional<Supplier<LocalDate>> clock) {
        TopologyConfig config =
                TopologyConfig.standard(settings.topics(), settings.registry()).withClock(clock);
        // First of all: the others are told the port that it got.
        PrometheusMetrics meters = new PrometheusMetrics();
        QueryServer server = QueryServer.start(how.http, meters);
        StreamsRuntime runtime = null;
        try {
            HostInfo self = how.advertised.orElseGet(() -> new HostInfo(reachable(how.http.host()), server.port()));
            runtime = StreamsRuntime.start(settings(settings, how, self), config);
            LocalState local = new LocalState(runtime.streams(), config);
            String pipeline = applicationId(settings);
            MarketQueries queries = new MarketQueries(
                    new ClusterState(
                            runtime.streams(), local, new HttpPeers(pipeline), self, runtime.inputPartitions()),
                    config);
            AlertFeed alerts = AlertFeed.start(settings.topics(), settings.clients(), AlertJson::text);
            HttpIntake intake = new HttpIntake(settings, queries);
            measure(meters, runtime, local, intake);
            AcknowledgementsTopic acknowledgements = new AcknowledgementsTopic(settings);
            server.serve(new Services(
                    pipeline, queries, local, alerts, intake, acknowledgements, runtime::isAlive, runtime::isRunning));
            return new Instance(runtime, queries, server, alerts, intake, acknowledgements, how.drainFor);
        } catch (Throwable e) {
            server.close();
            if (runtime != null) {
                runtime.close();
            }
            throw e;
        }
    }

    private static void measure(PrometheusMetrics meters, StreamsRuntime runtime, LocalState local, HttpIntake intake) {
        meters.bind(runtime.streams());
        meters.bind(intake.producer());
        meters.gauge("bellwether.lag.records", "Records that wait for the tasks that are here", local, LocalState::lag);
        meters.gauge(
                "bellwether.restore.remaining.records",
                "Records of state that are still to be restored",
                runtime,
                StreamsRuntime::remainingToRestore);
    }

    /** An address that listens everywhere is none to connect to: others are told this machine's name. */
    private static String reachable(String host) {
        if (!host.equals("0.0.0.0") && !host.equals("::")) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "127.0.0.1"; // a machine without a name: nobody else can ask it
        }
    }

    private static StreamsSettings settings(Settings settings, Config how, HostInfo self) {
        Map<String, Object> client = new HashMap<>(settings.clients());
        client.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        return new StreamsSettings(settings.topics(), how.directory, how.threads, client);
    }

    /** The consumer group, and the prefix of internal topics. */
    static String applicationId(Settings settings) {
        return new StreamsSettings(settings.topics(), Path.of(""), 1, settings.clients()).applicationId();
    }

    /** Questions to it and the other instances. */
    MarketQueries queries() {
        return queries;
    }

    /** Takes events in, as over HTTP. */
    EventIntake intake() {
        return intake;
    }

    /** The port of the query API and the dashboard. */
    int httpPort() {
        return server.port();
    }

    /** Completed exceptionally should the instance end by an error. */
    CompletableFuture<Void> failure() {
        return runtime.failure().exceptionally(error -> {
            throw new Failure("the topology failed: " + Failure.line(error), error);
        });
    }

    /** Whether its share of the topology is running, state restored. */
    boolean isRunning() {
        return runtime.isRunning();
    }

    /** Says that it is no longer ready, then stops answering, commits, leaves the group and stops. */
    @Override
    public void close() {
        server.drain();
        pause(drainFor);
        alerts.close();
        server.close();
        intake.close();
        acknowledgements.close();
        runtime.close();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
