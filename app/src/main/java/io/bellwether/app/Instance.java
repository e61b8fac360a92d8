package io.bellwether.app;

import io.bellwether.streams.http.QueryServer;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.runtime.StreamsRuntime;
import io.bellwether.streams.runtime.StreamsSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One running instance of the topology with its query API. Others on the same cluster share the work with it. */
final class Instance implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final StreamsRuntime runtime;
    private final MarketQueries queries;
    private final @Nullable QueryServer server;

    private Instance(StreamsRuntime runtime, MarketQueries queries, @Nullable QueryServer server) {
        this.runtime = runtime;
        this.queries = queries;
        this.server = server;
    }

    /**
     * Starts an instance; it takes part as soon as the group gives it its share.
     *
     * @param directory for its state, its own
     * @param threads that process events
     * @param httpPort of the query API, 0 for any free one; empty for none
     * @param clock a day that the as-of day is not before; empty where events alone move it
     */
    static Instance start(
            Settings settings, Path directory, int threads, OptionalInt httpPort, Optional<Supplier<LocalDate>> clock) {
        TopologyConfig config =
                TopologyConfig.standard(settings.topics(), settings.registry()).withClock(clock);
        StreamsRuntime runtime = StreamsRuntime.start(settings(settings, directory, threads), config);
        try {
            MarketQueries queries = new MarketQueries(runtime.streams(), config);
            QueryServer server =
                    httpPort.isPresent() ? QueryServer.start(queries, LOOPBACK, httpPort.getAsInt()) : null;
            return new Instance(runtime, queries, server);
        } catch (Throwable e) {
            runtime.close();
            throw e;
        }
    }

    private static StreamsSettings settings(Settings settings, Path directory, int threads) {
        return new StreamsSettings(settings.topics(), directory, threads, settings.clients());
    }

    /** The consumer group, and the prefix of internal topics. */
    static String applicationId(Settings settings) {
        return settings(settings, Path.of(""), 1).applicationId();
    }

    /** What its stores say. */
    MarketQueries queries() {
        return queries;
    }

    /** The port of the query API; 0 if it has none. */
    int httpPort() {
        return server == null ? 0 : server.port();
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

    /** Stops answering, commits, leaves the group and stops. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        runtime.close();
    }
}
