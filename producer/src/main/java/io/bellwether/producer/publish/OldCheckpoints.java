package io.bellwether.producer.publish;

import io.bellwether.schemas.KafkaFutures;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the progress of files that were published long ago: a consumer group each, which the cluster would else keep for
 * ever. Publishing such a file again sends its events again, and the topology ignores those it knows.
 */
final class OldCheckpoints {

    static final int KEPT_DAYS = 90;

    /** Few do no harm, and need not be asked for. */
    static final int FEW = 100;

    /** Most that are looked at in one go. */
    private static final int MAX_GROUPS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(OldCheckpoints.class);
    private static final String NOTE = "published ";

    private final Admin admin;
    private final String prefix;

    /** @param prefix of the groups' names */
    OldCheckpoints(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /** What is noted with the progress of a file that is published today. */
    static String note(LocalDate today) {
        return NOTE + today;
    }

    /**
     * Removes those of more than {@link #KEPT_DAYS} days before today; a failure leaves them for the next time.
     *
     * @param few if there are no more than that, none is removed
     */
    void remove(LocalDate today, int few) {
        try {
            List<String> groups = KafkaFutures.await(admin.listGroups().all()).stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(prefix))
                    .sorted()
                    .toList();
            if (groups.size() <= few) {
                return;
            }
            List<String> old = old(groups.subList(0, Math.min(MAX_GROUPS, groups.size())), today.minusDays(KEPT_DAYS));
            if (!old.isEmpty()) {
                KafkaFutures.await(admin.deleteConsumerGroups(old).all());
                LOG.atInfo().addKeyValue("groups", old.size()).log("forgot the progress of files published long ago");
            }
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("the progress of files published long ago is kept");
        }
    }

    private List<String> old(List<String> groups, LocalDate before) {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets =
                KafkaFutures.await(admin.listConsumerGroupOffsets(asked).all());
        return groups.stream()
                .filter(group -> published(offsets.getOrDefault(group, Map.of()))
                        .filter(day -> day.isBefore(before))
                        .isPresent())
                .toList();
    }

    /** The day that the newest offset names; empty for what is noted otherwise. */
    private static Optional<LocalDate> published(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.values().stream()
                .filter(offset -> offset != null && offset.metadata().startsWith(NOTE))
                .map(offset -> day(offset.metadata().substring(NOTE.length())))
                .flatMap(Optional::stream)
                .max(LocalDate::compareTo);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
