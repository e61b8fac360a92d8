package io.bellwether.app;

import io.bellwether.schemas.KafkaFutures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether the topology has processed all that was published. It has, once the group has consumed every topic
 * it reads and its outputs have not grown for a while: results are worked out a moment after the events.
 */
final class CaughtUp {

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);
    /** A transaction's end mark takes an offset that a consumer's position may stop short of. */
    private static final long END_MARK = 1;

    private final Settings settings;
    private final BooleanSupplier running;

    /** Asks the cluster of the settings, and whether the topology runs at all: after a restart it has work left over. */
    CaughtUp(Settings settings, BooleanSupplier running) {
        this.settings = settings;
        this.running = running;
    }

    /**
     * Waits until it has.
     *
     * @return false if it has not within this time, or was told to give up
     */
    boolean await(Duration atMost, BooleanSupplier giveUp) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long quietSince = System.nanoTime();
        Map<TopicPartition, Long> seen = Map.of();
        try (Admin admin = Admin.create(settings.kafka())) {
            while (System.nanoTime() < deadline && !giveUp.getAsBoolean()) {
                Map<TopicPartition, Long> outputs = ends(admin, partitions(admin, outputs()));
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
        partitions(admin, settings.topics().inputs()).forEach(partition -> consumed.put(partition, 0L));
        for (Entry<TopicPartition, OffsetAndMetadata> offset : group(admin).entrySet()) {
            consumed.put(offset.getKey(), offset.getValue().offset());
        }
        Map<TopicPartition, Long> ends = ends(admin, consumed.keySet());
        return consumed.entrySet().stream()
                .allMatch(entry -> ends.getOrDefault(entry.getKey(), 0L) - entry.getValue() <= END_MARK);
    }

    private Map<TopicPartition, OffsetAndMetadata> group(Admin admin) {
        return KafkaFutures.await(
                admin.listConsumerGroupOffsets(Instance.applicationId(settings)).partitionsToOffsetAndMetadata());
    }

    private static List<TopicPartition> partitions(Admin admin, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                KafkaFutures.await(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        return partitions;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Iterable<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        KafkaFutures.await(admin.listOffsets(wanted).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
