package io.bellwether.app.instance;

import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.TopicOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the topology has processed everything published: its group has consumed every topic that it reads, and its
 * outputs have not grown for a second, since results follow the events with a delay.
 */
public final class CaughtUp {

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);
    /** A transaction's end marker has an offset of its own, before which a committed offset may stop. */
    private static final long END_MARK = 1;

    private final Settings settings;
    private final BooleanSupplier running;

    /** @param running whether the topology runs: after a restart it may have work left */
    public CaughtUp(Settings settings, BooleanSupplier running) {
        this.settings = settings;
        this.running = running;
    }

    /**
     * Waits.
     *
     * @return false if it has not caught up within this time, or {@code giveUp} was true
     */
    public boolean await(Duration atMost, BooleanSupplier giveUp) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long quietSince = System.nanoTime();
        Map<TopicPartition, Long> seen = Map.of();
        try (Admin admin = Admin.create(settings.kafka())) {
            while (System.nanoTime() < deadline && !giveUp.getAsBoolean()) {
                Map<TopicPartition, Long> outputs = TopicOffsets.ends(admin, TopicOffsets.partitions(admin, outputs()));
                if (!running.getAsBoolean() || !outputs.equals(seen) || !consumed(admin)) {
                    seen = outputs;
                    quietSince = System.nanoTime();
                } else if (System.nanoTime() - quietSince >= QUIET.toNanos()) {
                    return true;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        return false;
    }

    private List<String> outputs() {
        return List.of(
                settings.topics().brandMetrics(),
                settings.topics().modelMetrics(),
                settings.topics().view(),
                settings.topics().alerts());
    }

    private boolean consumed(Admin admin) {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        TopicOffsets.partitions(admin, settings.topics().inputs()).forEach(partition -> consumed.put(partition, 0L));
        consumed.putAll(TopicOffsets.ofGroup(admin, Instance.applicationId(settings)));
        Map<TopicPartition, Long> ends = TopicOffsets.ends(admin, consumed.keySet());
        return consumed.entrySet().stream()
                .allMatch(entry -> ends.getOrDefault(entry.getKey(), 0L) - entry.getValue() <= END_MARK);
    }
}
