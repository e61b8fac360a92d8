package io.bellwether.consumer;

import io.bellwether.consumer.pipeline.AlertSource;
import io.bellwether.consumer.pipeline.KafkaAlertSource;
import io.bellwether.consumer.pipeline.RestartedSink;
import io.bellwether.consumer.pipeline.RunContext;
import io.bellwether.consumer.pipeline.SinkLoop;
import io.bellwether.consumer.pipeline.SinkMeter;
import io.bellwether.consumer.pipeline.StandbyGroup;
import io.bellwether.consumer.pipeline.StopRequest;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the alerts topic and delivers to sinks, each from its own position at its own pace.
 *
 * <pre>{@code
 * try (AlertConsumer consumer = new AlertConsumer(config, AlertFilter.ALL, List.of(sink))) {
 *     Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
 *     consumer.run();
 * }
 * }</pre>
 */
public final class AlertConsumer implements AutoCloseable {

    /** How long {@link #close} waits for the sinks; a transaction that is left ends with the connection. */
    public static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);

    private final AlertConsumerConfig config;
    private final AlertFilter filter;
    private final List<AlertSink> sinks;
    private final List<SinkMeter> meters;
    /** Of what all sinks need: the cluster. */
    private final SinkMeter all = new SinkMeter("alerts");

    private final AlertSource source;
    private final @Nullable StandbyGroup standby;
    private final StopRequest stop = new StopRequest();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean following = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Connects to nothing yet.
     *
     * @param filter the same for all sinks
     * @param sinks at least one, none of them open; they are closed when {@link #run} returns
     */
    public AlertConsumer(AlertConsumerConfig config, AlertFilter filter, List<AlertSink> sinks) {
        this(config, filter, sinks, new KafkaAlertSource(config), null);
    }

    /**
     * The same, but it stands by while another process of a group is active.
     *
     * @param standby the group; its sinks must be the same ones for all its processes
     */
    public AlertConsumer(
            AlertConsumerConfig config, AlertFilter filter, List<AlertSink> sinks, @Nullable StandbyGroup standby) {
        this(config, filter, sinks, new KafkaAlertSource(config), standby);
    }

    AlertConsumer(
            AlertConsumerConfig config,
            AlertFilter filter,
            List<AlertSink> sinks,
            AlertSource source,
            @Nullable StandbyGroup standby) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("sinks must be at least one, got none");
        }
        this.config = config;
        this.filter = filter;
        this.sinks = List.copyOf(sinks);
        this.meters = sinks.stream().map(sink -> new SinkMeter(sink.name())).toList();
        this.source = source;
        this.standby = standby;
    }

    /**
     * Delivers until {@link #close} is called from another thread, this thread is interrupted, or a sink fails; then
     * all sinks are closed. May be called once.
     *
     * @throws AlertConsumerException if broker, topic or registry is missing, or a sink cannot be opened, fails
     *     permanently, or is not back within the deadline
     */
    public void run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a consumer runs once");
        }
        try {
            if (standby != null) {
                following.set(true);
                standby.run(stop, this::followUntil);
            } else {
                followUntil(stop);
            }
        } finally {
            ended.countDown();
        }
    }

    private void followUntil(StopRequest end) {
        if (config.restartSinks()) {
            following.set(true);
            new RestartedSink("alerts", () -> follow(source.origin(), end), all, end).run();
        } else {
            Origin origin = source.origin();
            following.set(true);
            if (!end.requested()) {
                follow(origin, end);
            }
        }
    }

    private void follow(Origin origin, StopRequest end) {
        all.well();
        RunContext run = new RunContext(config, filter, source, origin, end);
        List<Runnable> loops = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            SinkLoop loop = new SinkLoop(run, sinks.get(i), meters.get(i), System::nanoTime);
            loops.add(config.restartSinks() ? new RestartedSink(sinks.get(i).name(), loop, meters.get(i), end) : loop);
        }
        ExecutorService threads = threads(loops.size());
        try {
            ExecutorCompletionService<@Nullable Void> finished = new ExecutorCompletionService<>(threads);
            loops.forEach(loop -> finished.submit(loop, null));
            RuntimeException failure = awaitAll(finished, loops.size(), end);
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdown();
            meters.forEach(SinkMeter::ended);
        }
    }

    private static ExecutorService threads(int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                count, task -> new Thread(task, "bellwether-alerts-" + number.incrementAndGet()));
    }

    /** Waits for every loop; the first that fails stops the others. */
    private @Nullable RuntimeException awaitAll(
            ExecutorCompletionService<@Nullable Void> finished, int count, StopRequest end) {
        RuntimeException failure = null;
        boolean interrupted = false;
        int left = count;
        while (left > 0) {
            try {
                finished.take().get();
                left--;
            } catch (ExecutionException e) {
                left--;
                end.request();
                RuntimeException next = e.getCause() instanceof AlertConsumerException known
                        ? known
                        : new IllegalStateException("a sink's thread failed", e.getCause());
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                end.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    /** The counts of each sink, in the order of the sinks. */
    public List<SinkCounts> counts() {
        return IntStream.range(0, sinks.size())
                .mapToObj(i -> meters.get(i).counts(sinks.get(i).sending()))
                .toList();
    }

    /** How deliveries of this sink, by its place, ended; none of one that stores alerts at once. */
    public Map<AlertSink.Outcome, Long> outcomes(int sink) {
        return sinks.get(sink).outcomes();
    }

    /** What keeps sinks from taking alerts now, a reason each with the sink's name; none if all is well. */
    public List<String> troubles() {
        return Stream.concat(Stream.of(all), meters.stream())
                .filter(meter -> meter.trouble() != null)
                .map(meter -> meter.name() + ": " + meter.trouble())
                .toList();
    }

    /** Whether another process of its group is active, and this one takes over when that ends. */
    public boolean isStandingBy() {
        return standby != null && !standby.isActive();
    }

    /** Whether this sink, by its place, is open and takes what it is given. */
    public boolean isFollowing(int sink) {
        return meters.get(sink).isFollowing();
    }

    /** Whether every sink is open and has stored its position. */
    public boolean isFollowing() {
        return meters.stream().allMatch(SinkMeter::isFollowing);
    }

    /**
     * Ends {@link #run} and waits until every sink has stored its last batch and is closed, for at most
     * {@link #CLOSE_WITHIN}; returns at once if no sink is open yet. Idempotent.
     */
    @Override
    public void close() {
        stop.request();
        if (!following.get()) {
            return;
        }
        try {
            if (!ended.await(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("seconds", CLOSE_WITHIN.toSeconds()).log("a sink did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
