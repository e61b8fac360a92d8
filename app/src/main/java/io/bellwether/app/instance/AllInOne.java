package io.bellwether.app.instance;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.local.LocalCluster;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.TopicSetup;
import io.bellwether.server.HttpSettings;
import io.bellwether.streams.runtime.PrivateDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline on this machine: broker, registry, topology and alert sink, with all their state in one directory.
 * After a kill it resumes where it was.
 */
public final class AllInOne implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
    private static final int THREADS = 2;
    private static final Duration PART_STOPS_WITHIN = Duration.ofSeconds(18);

    private final Path directory;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    /** The running parts, the last started first. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private final Optional<Supplier<LocalDate>> clock;
    private final boolean isReplay;

    private Settings settings;
    private @Nullable Instance instance;
    private String scheme = "http";

    private AllInOne(Path directory, Settings settings, Optional<Supplier<LocalDate>> clock, boolean isReplay) {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        this.isReplay = isReplay;
    }

    /** Ports of broker and registry at 127.0.0.1, 0 for any free one, and the address of the API. */
    public record AllPorts(int broker, int registry, HttpSettings http) {

        /** Any free ones, all at 127.0.0.1. */
        public static AllPorts free() {
            return new AllPorts(0, 0, new HttpSettings("127.0.0.1", 0, Optional.empty()));
        }
    }

    /**
     * Starts everything and returns once events can be published.
     *
     * @param given settings, of which only the topics' prefix is used
     * @param clock lower bound of the as-of day; empty if events alone move it
     */
    public static AllInOne start(Settings given, Path directory, AllPorts ports, Optional<Supplier<LocalDate>> clock) {
        return start(given, directory, ports, clock, false);
    }

    /** The same for events of the past that come day by day, as if they were of the present. */
    public static AllInOne startReplay(Settings given, Path directory, AllPorts ports, Supplier<LocalDate> clock) {
        return start(given, directory, ports, Optional.of(clock), true);
    }

    private static AllInOne start(
            Settings given, Path directory, AllPorts ports, Optional<Supplier<LocalDate>> clock, boolean isReplay) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new Failure("data directory " + directory + " cannot be created: " + e, e);
        }
        DataFormat.ensure(absolute);
        keepPrivate(absolute);
        Logging.toFile(absolute.resolve("bellwether.log"));
        AllInOne all = new AllInOne(absolute, given, clock, isReplay);
        try {
            all.startParts(ports);
            return all;
        } catch (Throwable e) {
            all.close();
            throw e;
        }
    }

    /** What it holds is for its owner, whatever other users the machine has. */
    private static void keepPrivate(Path directory) {
        try {
            PrivateDirectory.create(directory);
        } catch (IOException e) {
            throw new Failure("data directory " + directory + " cannot be closed to other users: " + e, e);
        }
    }

    private void startParts(AllPorts ports) {
        LocalCluster cluster = LocalCluster.start(directory, ports.broker, ports.registry);
        running.push(cluster);
        failWith(cluster.registry().failure());
        settings = settings.at(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
        LOG.atInfo().addKeyValue("settings", settings).log("the cluster is up");
        cluster.prepare(settings.topics(), TopicSetup.DEFAULT_PARTITIONS);
        AlertConsumer sink = startSink();
        scheme = ports.http.scheme();
        Instance started = Instance.start(
                settings,
                new Instance.Config(
                        directory.resolve("streams"), THREADS, ports.http, Optional.empty(), Duration.ZERO, isReplay),
                clock,
                new Surroundings(cluster.registry(), sink));
        running.push(started);
        instance = started;
        failWith(started.failure());
    }

    private void failWith(CompletableFuture<Void> part) {
        part.exceptionally(error -> {
            failure.completeExceptionally(error);
            return null;
        });
    }

    private AlertConsumer startSink() {
        // The driver unpacks its native library here once, not into the temporary folder at each start.
        System.setProperty("org.sqlite.tmpdir", nativeDirectory().toString());
        AlertConsumerConfig config = new AlertConsumerConfig(
                        settings.bootstrapServers(),
                        settings.schemaRegistry(),
                        settings.client(),
                        settings.topics(),
                        true)
                .restartingSinks();
        AlertConsumer consumer = new AlertConsumer(
                config, AlertFilter.ALL, List.of(Sinks.parse("jdbc:sqlite:" + alerts(), discard(), false)));
        Thread thread = new Thread(
                () -> {
                    try {
                        consumer.run();
                    } catch (Throwable e) { // an error of the program: nobody else would learn of it
                        LOG.atError().setCause(e).log("the alert sink failed");
                        failure.completeExceptionally(new Failure("the alert sink failed: " + Failure.line(e), e));
                    }
                },
                "alert-sink");
        thread.start();
        running.push(consumer);
        return consumer;
    }

    private static PrintStream discard() {
        return new PrintStream(OutputStream.nullOutputStream(), false);
    }

    private Path nativeDirectory() {
        Path natives = directory.resolve("native");
        try {
            return Files.createDirectories(natives);
        } catch (IOException e) {
            throw new Failure("data directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** Publishes in the background; done once Kafka has everything. */
    public CompletableFuture<PublishSummary> publish(List<EventSource> sources, Progress progress) {
        CompletableFuture<PublishSummary> published = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (Publisher publisher = Publisher.connect(settings.publishing())) {
                        published.complete(publisher.publish(sources, progress));
                    } catch (Throwable e) { // whoever waits must not wait for ever
                        published.completeExceptionally(e);
                    }
                },
                "publish");
        thread.start();
        running.push(() -> {
            thread.interrupt(); // the next run publishes what is not committed
            thread.join();
        });
        return published;
    }

    /**
     * Waits until the topology has processed everything published so far.
     *
     * @return false if it has not within this time, or {@code giveUp} was true
     */
    public boolean awaitCaughtUp(Duration atMost, BooleanSupplier giveUp) {
        return new CaughtUp(settings, () -> instance != null && instance.isSettled())
                .await(atMost, () -> giveUp.getAsBoolean() || failure.isDone());
    }

    /** With the addresses of this cluster. */
    public Settings settings() {
        return settings;
    }

    public Path directory() {
        return directory;
    }

    /** The instance of the topology. */
    public Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("not started");
        }
        return instance;
    }

    /** Address of the query API. */
    public String api() {
        return scheme + "://127.0.0.1:" + instance().httpPort();
    }

    /** Address of the dashboard. */
    public String dashboard() {
        return api() + "/";
    }

    /** The SQLite file of the alerts. */
    public Path alerts() {
        return directory.resolve("alerts.sqlite");
    }

    /** What is wrong now and does not end the pipeline, a reason each. */
    public List<String> troubles() {
        return instance().troubles();
    }

    /** Completed exceptionally if a part fails. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /**
     * Stops the parts, the last started first, since each needs those before it. One that hangs is left after
     * {@link #PART_STOPS_WITHIN}: what it holds is committed, or undone by the next start.
     */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            stop(running.pop());
        }
    }

    private static void stop(AutoCloseable part) {
        Thread stopping = new Thread(
                () -> {
                    try {
                        part.close();
                    } catch (Exception e) { // the others must be stopped as well
                        LOG.atError().setCause(e).addKeyValue("part", part).log("a part did not stop cleanly");
                    }
                },
                "stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(PART_STOPS_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.atWarn().addKeyValue("part", part).log("a part did not stop in time");
        }
    }
}
