package io.bellwether.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriedStoresTest {

    private static final int WRITES = 200_000;
    private static final Bytes KEY = Bytes.wrap("key".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    @Test
    void shouldAnswerWhileItIsWritten() {
        // Given a store on disk
        KeyValueStore<Bytes, byte[]> store = new QueriedStores(Stores.persistentKeyValueStore("entries")).get();
        open(store);
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true); // those that wait for each other never end
            return thread;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2, daemons);

        // When one thread writes and another asks
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < WRITES; i++) {
                        store.put(KEY, new byte[] {(byte) i});
                    }
                },
                threads);
        CompletableFuture<Void> asker = CompletableFuture.runAsync(
                () -> {
                    while (!writer.isDone()) {
                        ask(store);
                    }
                },
                threads);
        long[] stuck = null;
        while (!asker.isDone() && stuck == null) {
            stuck = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        }

        // Then neither waits for the other for good, and the last value is told
        assertThat(stuck).isNull();
        asker.join();
        assertThat(ask(store)).containsExactly((byte) (WRITES - 1));
        threads.shutdown();
        store.close();
    }

    private static byte[] ask(KeyValueStore<Bytes, byte[]> store) {
        QueryConfig config = new QueryConfig(false);
        RangeQuery<Bytes, byte[]> range = RangeQuery.withNoBounds();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.query(range, PositionBound.unbounded(), config).getResult()) {
            assertThat(entries.hasNext() ? entries.next().key : KEY).isEqualTo(KEY);
        }
        QueryResult<byte[]> answer = store.query(KeyQuery.withKey(KEY), PositionBound.unbounded(), config);
        return answer.getResult();
    }

    private void open(KeyValueStore<Bytes, byte[]> store) {
        Properties properties = new Properties();
        properties.put("application.id", "queried");
        properties.put("bootstrap.servers", "none:1");
        MockProcessorContext<byte[], byte[]> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        context.setRecordMetadata("topic", 0, 0);
        store.init(context.getStateStoreContext(), store);
    }
}
