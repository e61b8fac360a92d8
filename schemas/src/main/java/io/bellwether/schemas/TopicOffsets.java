package io.bellwether.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Topics and their partitions, where they begin and end, and how far a group has come, as an {@link Admin} client sees them. */
public final class TopicOffsets {

    private TopicOffsets() {}

    /** The names of all topics, internal ones among them. */
    public static Set<String> topics(Admin admin) {
        return KafkaFutures.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    /** Every partition of these topics, which must exist. */
    public static List<TopicPartition> partitions(Admin admin, Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                KafkaFutures.await(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        return partitions;
    }

    /** The offset after the last record of each partition, open transactions included. */
    public static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset up to which each partition can be read by one that waits for transactions to be committed. */
    public static Map<TopicPartition, Long> committedEnds(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** The offset of the first record that each partition still has. */
    public static Map<TopicPartition, Long> starts(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaFutures.await(admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** The offset that a consumer group reads next, of each partition of which it has committed one. */
    public static Map<TopicPartition, Long> ofGroup(Admin admin, String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        KafkaFutures.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }
}
