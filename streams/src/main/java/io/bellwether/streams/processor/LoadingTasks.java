package io.bellwether.streams.processor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which tasks of the brands take in what is of the past, as they say among their summaries ({@link LoadingSignal}).
 * Kept as {@code loading}, a line feed and the partition, in UTF-8 -> when it was said last, milliseconds in 8 bytes.
 * Bound: one entry for each task that loads.
 */
final class LoadingTasks {

    /** Who did not say it again for so long has stopped. */
    static final Duration FORGOTTEN = Duration.ofMinutes(5);

    /** Before the number of a partition in place of a brand's name, which has no such character. */
    private static final char MARK = '\u0000';

    private static final String KEPT = "loading\n";

    private final KeyValueStore<byte[], byte[]> entries;
    private final Map<String, Long> since = new HashMap<>();

    LoadingTasks(KeyValueStore<byte[], byte[]> entries) {
        this.entries = entries;
        try (KeyValueIterator<byte[], byte[]> kept = entries.range(bytes(KEPT), bytes("loading\u000b"))) {
            while (kept.hasNext()) {
                KeyValue<byte[], byte[]> entry = kept.next();
                String partition = new String(entry.key, StandardCharsets.UTF_8).substring(KEPT.length());
                since.put(partition, ByteBuffer.wrap(entry.value).getLong());
            }
        }
    }

    /** The key of what a task says. */
    static byte[] key(int partition) {
        return bytes(MARK + Integer.toString(partition));
    }

    /** What a task says. */
    static byte[] value(boolean isLoading) {
        return new byte[] {(byte) (isLoading ? 1 : 0)};
    }

    /** Whether a record among the summaries is what a task says, no summary. */
    static boolean isSignal(byte[] key) {
        return key.length > 0 && key[0] == MARK;
    }

    /** Takes in what a task says. */
    void take(byte[] key, byte[] value, long nowMs) {
        String partition = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
        if (value[0] == 1) {
            since.put(partition, nowMs);
            entries.put(
                    bytes(KEPT + partition),
                    ByteBuffer.allocate(Long.BYTES).putLong(nowMs).array());
        } else if (since.remove(partition) != null) {
            entries.delete(bytes(KEPT + partition));
        }
    }

    /** Whether any task loads. */
    boolean any(long nowMs) {
        for (Map.Entry<String, Long> task : List.copyOf(since.entrySet())) {
            if (nowMs - task.getValue() > FORGOTTEN.toMillis()) {
                since.remove(task.getKey());
                entries.delete(bytes(KEPT + task.getKey()));
            }
        }
        return !since.isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
