package io.bellwether.benchmarks;

import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.TopicOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** One run of the topology over a pipeline, observed from outside. */
final class Application implements AutoCloseable {

    private static final long POLL_NANOS = 50_000_000;
    private static final long GIVE_UP_NANOS = 3_600_000_000_000L;
    /** A transaction's end marker has an offset of its own, before which a committed offset of an internal topic may stop. */
    private static final long END_MARK = 1;

    private final Pipeline pipeline;
    private final String id;
    private final Admin admin;
    private final Map<TopicPartition, Long> outputsBefore;

    Application(Pipeline pipeline, String id) {
        this.pipeline = pipeline;
        this.id = id;
        this.admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.broker()));
        this.outputsBefore = outputs();
    }

    String id() {
        return id;
    }

    /** The end of each output before this run. */
    Map<TopicPartition, Long> outputsBefore() {
        return outputsBefore;
    }

    /**
     * Waits until all inputs are processed and committed, and the outputs have not grown for a time.
     *
     * @param quietMs that time; longer than the topology's longest pause between recomputes
     * @return epoch milliseconds at which the last of it happened: the commit of the last event, or the last output
     */
    long awaitDone(long quietMs) {
        long deadline = System.nanoTime() + GIVE_UP_NANOS;
        long last = System.currentTimeMillis();
        Map<TopicPartition, Long> seen = Map.of();
        boolean committed = false;
        while (System.nanoTime() < deadline) {
            long now = System.currentTimeMillis();
            if (!committed) {
                committed = isCommitted();
                last = now;
            }
            Map<TopicPartition, Long> ends = outputs();
            if (!ends.equals(seen)) {
                seen = ends;
                last = now;
                committed = isCommitted(); // the market's own input may have grown with them
            } else if (committed && now - last >= quietMs) {
                return last;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IllegalStateException(id + " is not done within an hour");
    }

    private boolean isCommitted() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        TopicOffsets.partitions(admin, pipeline.topics().inputs()).forEach(partition -> committed.put(partition, 0L));
        committed.putAll(offsets());
        Map<TopicPartition, Long> ends = TopicOffsets.ends(admin, committed.keySet());
        return committed.entrySet().stream().allMatch(entry -> {
            long behind = ends.getOrDefault(entry.getKey(), 0L) - entry.getValue();
            return behind <= (entry.getKey().topic().startsWith(id) ? END_MARK : 0);
        });
    }

    private Map<TopicPartition, Long> offsets() {
        try {
            return TopicOffsets.ofGroup(admin, id);
        } catch (GroupIdNotFoundException notYet) {
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> outputs() {
        List<String> outputs = List.of(
                pipeline.topics().brandMetrics(),
                pipeline.topics().modelMetrics(),
                pipeline.topics().view(),
                pipeline.topics().alerts());
        return TopicOffsets.ends(admin, TopicOffsets.partitions(admin, outputs));
    }

    /** Deletes the run's group and internal topics; the run must have ended. */
    void forget() {
        List<String> internal = KafkaFutures.await(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(id + "-"))
                .toList();
        KafkaFutures.await(admin.deleteTopics(internal).all());
        KafkaFutures.await(admin.deleteConsumerGroups(List.of(id)).all());
    }

    @Override
    public void close() {
        admin.close();
    }
}
