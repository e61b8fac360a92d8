package io.bellwether.streams.runtime;

import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.TopicOffsets;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.RecordPlacement;
import io.bellwether.streams.topology.MarketTopology;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Lets a pipeline that is stopped make its figures again from the input topics: forgets how far they were read, and deletes
 * what follows from events alone. Alerts with their history, acknowledgements, rules, days of the past and the view that was
 * published stay: an alert that stands is the same one when all is read again, for none is told of before
 * (docs/adr/0016-when-alerts-are-told.md). What is on the disks of instances is given up at their next start, see {@link
 * StateDirectory}. May be interrupted and run again.
 */
public final class Rebuild {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final StreamsSettings settings;

    public Rebuild(Admin admin, StreamsSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * What is to be done.
     *
     * @param topics internal ones that are deleted
     * @param records of the input topics that are read again
     */
    public record Plan(List<String> topics, long records) {}

    /**
     * What there is to do.
     *
     * @throws IllegalStateException if an instance runs
     */
    public Plan plan() {
        requireStopped();
        List<TopicPartition> inputs =
                TopicOffsets.partitions(admin, settings.topics().inputs());
        long records = TopicOffsets.ends(admin, inputs).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Set<String> present = TopicOffsets.topics(admin);
        return new Plan(internal().filter(present::contains).toList(), records);
    }

    /** Does it. */
    public void run(Plan plan) {
        requireStopped();
        Set<String> read = new HashSet<>(settings.topics().inputs());
        internal().forEach(read::add);
        Set<TopicPartition> committed = TopicOffsets.ofGroup(admin, settings.applicationId()).keySet().stream()
                .filter(partition -> read.contains(partition.topic()))
                .collect(Collectors.toSet());
        if (!committed.isEmpty()) {
            KafkaFutures.await(admin.deleteConsumerGroupOffsets(settings.applicationId(), committed)
                    .all());
        }
        KafkaFutures.await(admin.deleteTopics(plan.topics).all());
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        while (TopicOffsets.topics(admin).stream().anyMatch(plan.topics::contains)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the cluster has not deleted " + plan.topics + " within "
                        + GONE_WITHIN.toSeconds() + " s; run it again");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private Stream<String> internal() {
        String prefix = settings.applicationId() + "-";
        return Stream.of(
                prefix + BrandProcessor.STATEMENTS + "-changelog",
                prefix + BrandProcessor.METRICS + "-changelog",
                prefix + MarketProcessor.SUMMARIES + "-changelog",
                prefix + RecordPlacement.MISPLACED + "-repartition",
                prefix + MarketTopology.SUMMARIES + "-repartition");
    }

    private void requireStopped() {
        try {
            ConsumerGroupDescription group = KafkaFutures.await(
                    Objects.requireNonNull(admin.describeConsumerGroups(List.of(settings.applicationId()))
                            .describedGroups()
                            .get(settings.applicationId())));
            if (!group.members().isEmpty()) {
                throw new IllegalStateException("instances of this pipeline run (group " + settings.applicationId()
                        + "): stop all of them first");
            }
        } catch (GroupIdNotFoundException neverStarted) {
            // nothing runs
        }
    }
}
