package io.bellwether.consumer;

import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.AlertSink;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A consumer at work in a thread of its own. */
final class RunningConsumer implements AutoCloseable {

    final AlertConsumer consumer;
    private final CompletableFuture<Void> run;

    RunningConsumer(AlertConsumerConfig config, AlertFilter filter, AlertSink... sinks) {
        consumer = new AlertConsumer(config, filter, List.of(sinks));
        run = CompletableFuture.runAsync(consumer::run, task -> new Thread(task, "consumer").start());
    }

    /** Waits for something while it works; fails at once when it ends by itself. */
    void until(Callable<Boolean> condition) {
        await().until(() -> {
            if (run.isDone()) {
                run.get();
            }
            return condition.call();
        });
    }

    /** Waits for its end by itself. */
    void join() throws Exception {
        run.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
