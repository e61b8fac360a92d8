package io.bellwether.consumer.notify;

import io.bellwether.consumer.notify.DispatchQueue.KeyedMessages;
import io.bellwether.consumer.notify.Outbox.Entry;
import io.bellwether.consumer.notify.Outbox.Waiting;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.AlertSink.Outcome;
import io.bellwether.consumer.webhook.Message;
import io.bellwether.consumer.webhook.PostResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Sends the messages of an outbox, those of one ordering key in order, several keys at once. A message that fails is
 * repeated with growing pauses, and only its key waits. All keys wait for a receiver that answers Retry-After, or while
 * the circuit breaker is open.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A message is given up only after this many attempts, however long it has waited. */
    private static final int MIN_ATTEMPTS = 5;
    /** How often a key tries whether the circuit breaker permits a call. */
    private static final Duration CIRCUIT_POLL = Duration.ofMillis(250);

    private final String sink;
    private final Outbox outbox;
    private final Function<Message, PostResult> receiver;
    private final DeadLetterQueue deadLetterQueue;
    private final DispatchSettings settings;
    private final Clock clock;
    private final IntervalFunction pauses;
    private final CircuitBreaker circuit;
    private final ExecutorService workers;

    private final DispatchQueue queue = new DispatchQueue();
    private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
    /** Why the receiver wants no message any more; it is not called again before the next start. */
    private volatile @Nullable String gone;

    private volatile long notBeforeNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;

    Dispatcher(
            String sink,
            Outbox outbox,
            Function<Message, PostResult> receiver,
            DeadLetterQueue deadLetterQueue,
            DispatchSettings settings,
            Clock clock) {
        this.sink = sink;
        this.outbox = outbox;
        this.receiver = receiver;
        this.deadLetterQueue = deadLetterQueue;
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

    /** Adds a message of the outbox; those of an ordering key are added in their order. */
    void add(Entry entry) {
        queue.add(entry);
    }

    AlertSink.Sending sending() {
        return new AlertSink.Sending(
                queue.size(),
                count(Outcome.FAILED),
                count(Outcome.REJECTED) + count(Outcome.GIVEN_UP) + count(Outcome.GONE));
    }

    Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, count(outcome));
        }
        return counts;
    }

    private long count(Outcome outcome) {
        LongAdder counted = outcomes.get(outcome);
        return counted == null ? 0 : counted.sum();
    }

    private void counted(Outcome outcome) {
        outcomes.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    }

    /** Throws if a worker has failed. */
    void check() {
        Throwable cause = failure;
        if (cause != null) {
            throw new AlertConsumerException(sink + ": messages are not sent any more: " + cause.getMessage(), cause);
        }
    }

    private void work() {
        try {
            while (!workers.isShutdown()) {
                attempt(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // also an error: check() tells the consumer, which ends with it
            failure = e;
        }
    }

    private void attempt(KeyedMessages messages) {
        long wait = notBeforeNanos - System.nanoTime();
        if (wait > 0) {
            queue.reschedule(messages, Duration.ofNanos(wait));
        } else if (!circuit.tryAcquirePermission()) {
            queue.reschedule(messages, CIRCUIT_POLL);
        } else {
            try {
                send(messages);
            } catch (SQLException e) {
                if (!outbox.retryable(e)) {
                    throw new IllegalStateException("outbox: " + e.getMessage(), e);
                }
                failed(messages, "outbox: " + e.getMessage(), Duration.ZERO);
            }
        }
    }

    private void send(KeyedMessages messages) throws SQLException {
        long number = queue.oldest(messages);
        Waiting waiting;
        PostResult result;
        long start = System.nanoTime();
        boolean counted = false;
        try {
            waiting = outbox.get(number);
            String known = gone;
            if (known == null) {
                result = receiver.apply(waiting.message().payload());
                counted = count(result, System.nanoTime() - start);
            } else {
                result = new PostResult.Gone(known);
            }
        } finally {
            if (!counted) {
                circuit.releasePermission();
            }
        }
        if (result instanceof PostResult.Retry retry && !isGivenUp(waiting, messages)) {
            if (!retry.after().isZero()) {
                notBeforeNanos = System.nanoTime() + retry.after().toNanos();
            }
            failed(messages, retry.reason(), retry.after());
        } else if (result instanceof PostResult.Delivered) {
            counted(Outcome.ACCEPTED);
            outbox.remove(number);
            queue.done(messages);
        } else if (keptAsDeadLetter(waiting.message(), result)) {
            counted(
                    result instanceof PostResult.Gone
                            ? Outcome.GONE
                            : result instanceof PostResult.Rejected ? Outcome.REJECTED : Outcome.GIVEN_UP);
            outbox.remove(number);
            queue.done(messages);
        } else {
            failed(messages, "dead letter is not kept", Duration.ZERO);
        }
    }

    /** Counts a result for the circuit breaker; a receiver that rejects a message or asks to wait is not broken. */
    private boolean count(PostResult result, long nanos) {
        if (result instanceof PostResult.Retry retry) {
            if (!retry.after().isZero()) {
                return false;
            }
            circuit.onError(nanos, TimeUnit.NANOSECONDS, new IOException(retry.reason()));
        } else {
            circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    private boolean isGivenUp(Waiting waiting, KeyedMessages messages) {
        return messages.failures() >= MIN_ATTEMPTS
                && !waiting.since().plus(settings.giveUpAfter()).isAfter(clock.instant());
    }

    private boolean keptAsDeadLetter(OutboxMessage message, PostResult result) {
        String reason;
        if (result instanceof PostResult.Retry retry) {
            reason = "given up after " + settings.giveUpAfter().toHours() + " h: " + retry.reason();
        } else if (result instanceof PostResult.Gone wantsNone) {
            reason = wantsNone.reason();
            forget(reason);
        } else {
            reason = ((PostResult.Rejected) result).reason();
        }
        LOG.atWarn()
                .setMessage("alert is not delivered, it becomes a dead letter")
                .addKeyValue("sink", sink)
                .addKeyValue("id", message.payload().id())
                .addKeyValue("reason", reason)
                .log();
        return deadLetterQueue.keep(message, reason);
    }

    private void forget(String reason) {
        if (gone == null) {
            gone = reason;
            LOG.atError()
                    .setMessage("the receiver wants no messages any more: it is not called again before the next start,"
                            + " what is for it becomes dead letters")
                    .addKeyValue("sink", sink)
                    .addKeyValue("reason", reason)
                    .log();
        }
    }

    private void failed(KeyedMessages messages, String reason, Duration minPause) {
        int attempt = messages.failed();
        counted(Outcome.FAILED);
        Duration pause = Duration.ofMillis(pauses.apply(attempt));
        LOG.atLevel(attempt == 1 ? Level.WARN : Level.DEBUG)
                .setMessage("delivery failed, will be repeated")
                .addKeyValue("sink", sink)
                .addKeyValue("reason", reason)
                .addKeyValue("attempt", attempt)
                .log();
        queue.reschedule(messages, pause.compareTo(minPause) > 0 ? pause : minPause);
    }

    /** Waits for messages that are being sent; the others stay in the outbox. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.atWarn().addKeyValue("sink", sink).log("messages are still being sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
