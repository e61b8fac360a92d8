package io.bellwether.streams.runtime;

import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.TopicOffsets;
import io.bellwether.streams.processor.BrandProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the input topics are still those that the pipeline's state was made from: looked at before an instance starts,
 * since it would otherwise fail later with words of Kafka's, or go on with figures of both.
 */
final class InputCheck {

    static final String WAY_OUT =
            "; 'rebuild' has the state made again, see 'When input topics change' in docs/operations.md";

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(InputCheck.class);

    private final Admin admin;
    private final StreamsSettings settings;

    InputCheck(Admin admin, StreamsSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * The partitions of each input topic; of topics that differ, the most: that is how many tasks there are.
     *
     * @throws CannotGoOnException if the state was made from other topics
     */
    int partitions() {
        Map<String, TopicDescription> inputs = KafkaFutures.await(
                admin.describeTopics(settings.topics().inputs()).allTopicNames());
        int partitions = inputs.values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .max()
                .orElseThrow();
        int kept = partitionsOfState();
        if (kept > 0 && kept != partitions) {
            throw new CannotGoOnException(
                    "the input topics have " + partitions + " partitions, and this pipeline's state was made from "
                            + kept + ": brands are spread over them in another way now" + WAY_OUT,
                    null);
        }
        requireCommittedOnTopics(inputs, kept > 0);
        return partitions;
    }

    private int partitionsOfState() {
        return changelog().map(topic -> topic.partitions().size()).orElse(0);
    }

    /** Which changelogs there are: other text once they were created again; empty if there are none. */
    String changelogs() {
        return changelog().map(topic -> topic.topicId().toString()).orElse("");
    }

    private Optional<TopicDescription> changelog() {
        String changelog = settings.applicationId() + "-" + BrandProcessor.STATEMENTS + "-changelog";
        try {
            return Optional.of(KafkaFutures.await(Objects.requireNonNull(
                    admin.describeTopics(List.of(changelog)).topicNameValues().get(changelog))));
        } catch (UnknownTopicOrPartitionException aNewPipeline) {
            return Optional.empty();
        }
    }

    private void requireCommittedOnTopics(Map<String, TopicDescription> inputs, boolean hasState) {
        Map<TopicPartition, Long> committed =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        TopicOffsets.ofGroup(admin, settings.applicationId()).forEach((partition, offset) -> {
            if (inputs.containsKey(partition.topic())) {
                committed.put(partition, offset);
            }
        });
        if (committed.isEmpty()) {
            if (hasState) {
                LOG.atWarn()
                        .log("the group has no offsets any more, but the pipeline has state: all events are read again,"
                                + " those that are known change nothing");
            }
            return;
        }
        Map<TopicPartition, Long> ends = settledEnds(committed);
        committed.forEach((partition, next) -> {
            long end = ends.getOrDefault(partition, 0L);
            if (next > end) {
                throw new CannotGoOnException(
                        "this pipeline has read up to offset " + next + " of " + partition + ", which ends at " + end
                                + ": the topic was created again or cut, and the state holds what it no longer has"
                                + WAY_OUT,
                        null);
            }
        });
    }

    /** The end offsets. A broker that has just restarted may report an earlier end for a moment. */
    private Map<TopicPartition, Long> settledEnds(Map<TopicPartition, Long> committed) {
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            Map<TopicPartition, Long> ends = TopicOffsets.ends(admin, committed.keySet());
            boolean settled = committed.entrySet().stream()
                    .allMatch(entry -> entry.getValue() <= ends.getOrDefault(entry.getKey(), 0L));
            if (settled || System.nanoTime() > deadline) {
                return ends;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
