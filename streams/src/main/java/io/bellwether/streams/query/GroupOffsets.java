package io.bellwether.streams.query;

import io.bellwether.schemas.TopicOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the group has committed, and where its inputs end, as the brokers say: for a task that has taken over and not
 * committed anything itself yet. Asked at most once a second. May be used from any thread.
 */
public final class GroupOffsets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ANSWER_WITHIN_MS = 2_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;
    private final String group;
    private @Nullable Map<TopicPartition, Offsets> known;
    private long nextAt = System.nanoTime();

    /** @param committed next offset; 0 if there is none */
    record Offsets(long committed, long end) {

        static final Offsets NONE = new Offsets(0, 0);
    }

    /** @param group the application id */
    public GroupOffsets(Map<String, ?> client, String group) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", ANSWER_WITHIN_MS);
        settings.put("request.timeout.ms", ANSWER_WITHIN_MS);
        this.admin = Admin.create(settings);
        this.group = group;
    }

    /**
     * The offsets of an input.
     *
     * @throws StateUnavailable if the brokers have never said
     */
    synchronized Offsets of(TopicPartition input) {
        if (System.nanoTime() - nextAt >= 0) {
            try {
                known = ask();
                nextAt = System.nanoTime() + FRESH_NANOS;
            } catch (KafkaException e) {
                nextAt = System.nanoTime() + PAUSE_NANOS;
                LOG.atDebug().setCause(e).log("the brokers do not say how far the group has come");
            }
        }
        if (known == null) {
            throw new StateUnavailable("the brokers do not say how far the group has come");
        }
        return known.getOrDefault(input, Offsets.NONE);
    }

    private Map<TopicPartition, Offsets> ask() {
        Map<TopicPartition, Long> committed = TopicOffsets.ofGroup(admin, group);
        Map<TopicPartition, Long> ends = TopicOffsets.committedEnds(admin, committed.keySet());
        Map<TopicPartition, Offsets> both = new HashMap<>();
        ends.forEach((input, end) -> both.put(input, new Offsets(committed.getOrDefault(input, 0L), end)));
        return both;
    }

    @Override
    public void close() {
        admin.close(CLOSE_WITHIN);
    }
}
