package io.bellwether.streams.query;

import io.bellwether.domain.alert.OpenDays;
import io.bellwether.streams.processor.PastReplay;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Works out past days from the statements of the whole cluster, one request after another, on a thread of its own. */
public final class BackgroundReplay implements PastReplay, AutoCloseable {

    private final AtomicReference<@Nullable MarketQueries> queries = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "past-days");
        thread.setDaemon(true);
        return thread;
    });

    /** These queries answer from now on; before, none does. */
    public void connect(MarketQueries cluster) {
        queries.set(cluster);
    }

    @Override
    public CompletableFuture<OpenDays> daysBefore(LocalDate before, RulePack rules) {
        MarketQueries cluster = queries.get();
        return cluster == null
                ? CompletableFuture.failedFuture(new StateUnavailable("the instance starts"))
                : CompletableFuture.supplyAsync(() -> cluster.openDays(before, rules), thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
