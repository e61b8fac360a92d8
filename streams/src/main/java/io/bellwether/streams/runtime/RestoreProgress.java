package io.bellwether.streams.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How much of the state is still to be restored, in records. */
final class RestoreProgress implements StateRestoreListener {

    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

    /** Of all changelogs that are being restored. */
    long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        remaining.put(changelog, Math.max(0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
        remaining.computeIfPresent(changelog, (key, before) -> Math.max(0, before - count));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        remaining.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        remaining.remove(changelog);
    }
}
