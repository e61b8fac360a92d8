package io.bellwether.streams.runtime;

import io.bellwether.schemas.LostSchemaException;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.topology.MarketTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the topology: started, watched and stopped. */
public final class StreamsRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
    private static final int ASKED_WITHIN_MS = 5_000;

    private final StateDirectory state;
    private final int inputPartitions;
    private final KafkaStreams streams;
    private final RestoreProgress restoring = new RestoreProgress();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final ThreadReplacement replacement = new ThreadReplacement(System::nanoTime);
    private final CountDownLatch closing = new CountDownLatch(1);
    /** A reason for each thread that is gone and not replaced yet. */
    private final List<String> replaced = new CopyOnWriteArrayList<>();

    private final StreamsSettings settings;

    private StreamsRuntime(StreamsSettings settings, StateDirectory state, int inputPartitions, KafkaStreams streams) {
        this.settings = settings;
        this.state = state;
        this.inputPartitions = inputPartitions;
        this.streams = streams;
    }

    /**
     * Starts an instance; it runs on its own threads until closed.
     *
     * @throws IllegalStateException if another instance uses its state directory
     */
    public static StreamsRuntime start(StreamsSettings settings, TopologyConfig config) {
        StateDirectory state = StateDirectory.open(settings.stateDir(), settings.applicationId());
        try {
            unpackNativeLibrary(settings);
            int partitions = asked(settings, InputCheck::partitions);
            state.requireOrigin(asked(settings, InputCheck::changelogs));
            KafkaStreams streams = new KafkaStreams(
                    new MarketTopology(config, partitions).get(), new StreamsConfig(settings.properties()));
            StreamsRuntime runtime = new StreamsRuntime(settings, state, partitions, streams);
            streams.setStateListener((now, before) -> runtime.onState(now));
            streams.setUncaughtExceptionHandler(runtime::onFailure);
            streams.setGlobalStateRestoreListener(runtime.restoring);
            streams.start();
            return runtime;
        } catch (Throwable e) {
            state.close();
            throw e;
        }
    }

    /** In the state directory, not in the temporary one, where a killed process would leave a copy at every start. */
    private static void unpackNativeLibrary(StreamsSettings settings) {
        try {
            Path natives = Files.createDirectories(settings.stateDir().resolve("native"));
            NativeLibraryLoader.getInstance().loadLibrary(natives.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("state directory " + settings.stateDir() + ": " + e.getMessage(), e);
        }
    }

    private void onState(KafkaStreams.State now) {
        LOG.atInfo().addKeyValue("state", now).log("topology state");
        if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
        }
        if (now.hasCompletedShutdown()) {
            running.countDown();
        }
    }

    /** A thread that died of what may pass is replaced after a pause; anything else ends the instance. */
    private StreamThreadExceptionResponse onFailure(Throwable thrown) {
        Optional<Duration> pause = replacement.after(thrown);
        if (pause.isEmpty()) {
            LOG.atError().setCause(thrown).log("stream thread failed");
            failure.completeExceptionally(explained(thrown));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        String reason = rootMessage(thrown);
        LOG.atWarn()
                .setCause(thrown)
                .addKeyValue("pause_ms", pause.get().toMillis())
                .log("stream thread failed, another takes its place after a pause");
        String waiting = "a stream thread failed and is replaced: " + reason;
        replaced.add(waiting);
        try {
            // Runs on the thread that died; an instance that is closed does not wait for it.
            if (closing.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().log("closed before a thread was replaced");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            replaced.remove(waiting);
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Throwable explained(Throwable thrown) {
        if (ThreadReplacement.isDiskFull(thrown)) {
            return new CannotGoOnException(
                    "the disk of " + settings.stateDir()
                            + " is full: free space there and start again; the state is restored",
                    thrown);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof LostSchemaException) {
                return new CannotGoOnException(message, thrown);
            }
            if (message.contains("has invalid partitions")) {
                return new CannotGoOnException(
                        "the input topics have another number of partitions than this pipeline's state was made from"
                                + InputCheck.WAY_OUT,
                        thrown);
            }
            if (cause instanceof MissingSourceTopicException) {
                return new CannotGoOnException(
                        "an input topic is gone: run 'topics' to create what is missing" + InputCheck.WAY_OUT, thrown);
            }
        }
        return thrown;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Why it does not process all of its share now; empty while it does. */
    public List<String> troubles() {
        return replaced.stream().distinct().toList();
    }

    /**
     * Waits until the instance runs, its state restored.
     *
     * @return false if it does not within the time
     * @throws java.util.concurrent.CompletionException if it ended by an error instead
     */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        boolean in = running.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (failure.isCompletedExceptionally()) {
            failure.join();
        }
        return in;
    }

    /** Completed exceptionally should the instance end by an error. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Whether its share of the topology is running, state restored. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING && replaced.isEmpty();
    }

    /** Whether it has not ended by an error. */
    public boolean isAlive() {
        return !failure.isCompletedExceptionally() && streams.state() != KafkaStreams.State.ERROR;
    }

    /** Records of state that are still to be restored. */
    public long remainingToRestore() {
        return restoring.remaining();
    }

    /** How many partitions each input topic has. */
    public int inputPartitions() {
        return inputPartitions;
    }

    private static <T> T asked(StreamsSettings settings, Function<InputCheck, T> question) {
        try (Admin admin = Admin.create(new HashMap<>(settings.client()))) {
            return question.apply(new InputCheck(admin, settings));
        }
    }

    /** The streams behind it, for queries and metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Commits, leaves the group at once, and stops. */
    @Override
    public void close() {
        closing.countDown();
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOG.atWarn().addKeyValue("seconds", CLOSE_WITHIN.toSeconds()).log("the topology did not stop in time");
            return; // its threads still use the directory
        }
        if (!failure.isCompletedExceptionally()) {
            markClean();
        }
        state.close();
    }

    /** A state of unknown changelogs is restored at the next start, as that of an instance that was killed. */
    private void markClean() {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKED_WITHIN_MS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKED_WITHIN_MS);
        try (Admin admin = Admin.create(client)) {
            state.markClean(new InputCheck(admin, settings).changelogs());
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the brokers are away: the state will be restored");
        }
    }
}
