package io.bellwether.consumer.notify;

import io.bellwether.consumer.notify.Outbox.Entry;
import io.bellwether.consumer.notify.Outbox.Waiting;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.webhook.Message;
import io.bellwether.consumer.webhook.PostResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends what waits in an outbox: of each lane one message after the other, several lanes at once. A message that fails
 * is repeated with growing pauses while only its lane waits; a receiver that asks for rest, or fails most of the time,
 * is left alone altogether.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A message is given up only after some attempts, however long it has waited. */
    private static final int LEAST_ATTEMPTS = 5;
    /** How often a lane looks whether the circuit lets one message through. */
    private static final Duration CIRCUIT_LOOK = Duration.ofMillis(250);

    private final String sink;
    private final Outbox outbox;
    private final Function<Message, PostResult> receiver;
    private final DeadLetterQueue undelivered;
    private final DispatchSettings settings;
    private final Clock clock;
    private final IntervalFunction pauses;
    private final CircuitBreaker circuit;
    private final ExecutorService workers;

    /** Lanes with something to send. Bound: one each, and a number for each message that waits. */
    private final Map<String, Lane> lanes = new HashMap<>();

    private final DelayQueue<Lane> due = new DelayQueue<>();
    private final LongAdder failures = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile long restUntilNanos = System.nanoTime();
    private volatile @Nullable RuntimeException failure;

    /** Messages to be sent one after the other. In the hands of one worker at a time. */
    private static final class Lane implements Delayed {

        private final String name;
        private final Deque<Long> numbers = new ArrayDeque<>();
        private int failures;
        private long dueNanos = System.nanoTime();

        Lane(String name) {
            this.name = name;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueNanos - ((Lane) other).dueNanos);
        }
    }

    Dispatcher(
            String sink,
            Outbox outbox,
            Function<Message, PostResult> receiver,
            DeadLetterQueue undelivered,
            DispatchSettings settings,
            Clock clock) {
        this.sink = sink;
        this.outbox = outbox;
        this.receiver = receiver;
        this.undelivered = undelivered;
        this.settings = settings;
        this.clock = clock;
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(
                settings.firstPause().toMillis(),
                2.0,
                0.5,
                settings.longestPause().toMillis());
        this.circuit = circuit();
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(
                settings.workers(), task -> new Thread(task, "bellwether-webhook-" + number.incrementAndGet()));
    }

    private CircuitBreaker circuit() {
        CircuitBreaker breaker = CircuitBreaker.of(
                sink,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(80)
                        .waitDurationInOpenState(settings.circuitPause())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.atWarn()
                        .setMessage("circuit changes")
                        .addKeyValue("sink", sink)
                        .addKeyValue("to", event.getStateTransition().getToState())
                        .log());
        return breaker;
    }

    void start() {
        for (int i = 0; i < settings.workers(); i++) {
            workers.execute(this::work);
        }
    }

    /** A message has come to the outbox; those of a lane come in their order. */
    synchronized void add(Entry entry) {
        Lane lane = lanes.get(entry.lane());
        if (lane == null) {
            lane = new Lane(entry.lane());
            lanes.put(entry.lane(), lane);
            lane.numbers.add(entry.number());
            due.add(lane);
        } else {
            lane.numbers.add(entry.number());
        }
    }

    synchronized AlertSink.Sending sending() {
        long waiting =
                lanes.values().stream().mapToLong(lane -> lane.numbers.size()).sum();
        return new AlertSink.Sending(waiting, failures.sum(), deadLetters.sum());
    }

    /** Fails if sending has come to an end by itself. */
    void check() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new AlertConsumerException(sink + ": messages are not sent any more: " + cause.getMessage(), cause);
        }
    }

    private void work() {
        try {
            while (!workers.isShutdown()) {
                attempt(due.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void attempt(Lane lane) {
        long rest = restUntilNanos - System.nanoTime();
        if (rest > 0) {
            again(lane, Duration.ofNanos(rest));
        } else if (!circuit.tryAcquirePermission()) {
            again(lane, CIRCUIT_LOOK);
        } else {
            try {
                send(lane);
            } catch (SQLException e) {
                if (!outbox.retryable(e)) {
                    throw new IllegalStateException("outbox: " + e.getMessage(), e);
                }
                failed(lane, "outbox: " + e.getMessage(), Duration.ZERO);
            }
        }
    }

    private void send(Lane lane) throws SQLException {
        long number = head(lane);
        Waiting waiting;
        PostResult answer;
        long start = System.nanoTime();
        boolean counted = false;
        try {
            waiting = outbox.get(number);
            answer = receiver.apply(waiting.parcel().message());
            counted = count(answer, System.nanoTime() - start);
        } finally {
            if (!counted) {
                circuit.releasePermission();
            }
        }
        if (answer instanceof PostResult.Later later && !givenUp(waiting, lane)) {
            if (!later.after().isZero()) {
                restUntilNanos = System.nanoTime() + later.after().toNanos();
            }
            failed(lane, later.reason(), later.after());
        } else if (answer instanceof PostResult.Taken) {
            outbox.remove(number);
            done(lane);
        } else if (buried(waiting.parcel(), answer)) {
            deadLetters.increment();
            outbox.remove(number);
            done(lane);
        } else {
            failed(lane, "dead letter is not kept", Duration.ZERO);
        }
    }

    /** A receiver that refuses a message, or asks for rest, is no broken one. */
    private boolean count(PostResult answer, long nanos) {
        if (answer instanceof PostResult.Later later) {
            if (!later.after().isZero()) {
                return false;
            }
            circuit.onError(nanos, TimeUnit.NANOSECONDS, new IOException(later.reason()));
        } else {
            circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    private boolean givenUp(Waiting waiting, Lane lane) {
        return lane.failures >= LEAST_ATTEMPTS
                && !waiting.since().plus(settings.giveUpAfter()).isAfter(clock.instant());
    }

    private boolean buried(OutboxMessage parcel, PostResult answer) {
        String reason = answer instanceof PostResult.Later later
                ? "given up after " + settings.giveUpAfter().toHours() + " h: " + later.reason()
                : ((PostResult.Never) answer).reason();
        LOG.atWarn()
                .setMessage("alert is not delivered, it becomes a dead letter")
                .addKeyValue("sink", sink)
                .addKeyValue("id", parcel.message().id())
                .addKeyValue("reason", reason)
                .log();
        return undelivered.keep(parcel, reason);
    }

    private synchronized long head(Lane lane) {
        return Objects.requireNonNull(lane.numbers.peek());
    }

    private synchronized void done(Lane lane) {
        lane.failures = 0;
        lane.numbers.remove();
        if (lane.numbers.isEmpty()) {
            lanes.remove(lane.name);
        } else {
            again(lane, Duration.ZERO);
        }
    }

    private void failed(Lane lane, String reason, Duration atLeast) {
        lane.failures++;
        failures.increment();
        Duration pause = Duration.ofMillis(pauses.apply(lane.failures));
        LOG.atLevel(lane.failures == 1 ? Level.WARN : Level.DEBUG)
                .setMessage("delivery failed, will be repeated")
                .addKeyValue("sink", sink)
                .addKeyValue("reason", reason)
                .addKeyValue("attempt", lane.failures)
                .log();
        again(lane, pause.compareTo(atLeast) > 0 ? pause : atLeast);
    }

    private void again(Lane lane, Duration pause) {
        lane.dueNanos = System.nanoTime() + pause.toNanos();
        due.add(lane);
    }

    /** Lets messages on their way come to an end; the others wait in the outbox. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.atWarn().addKeyValue("sink", sink).log("messages are still on their way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
