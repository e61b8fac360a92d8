package io.bellwether.streams.query;

import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topic of alerts as it is read for streams: committed transitions, in the form in which they are handed out. */
final class AlertRecords {

    private final Map<String, ?> client;
    private final String topic;
    private final RecordDecoder decoder;
    private final Function<Alert, String> form;

    AlertRecords(Topics topics, Map<String, ?> client, Function<Alert, String> form) {
        this.client = client;
        this.topic = topics.alerts();
        this.decoder = new RecordDecoder(client);
        this.form = form;
    }

    /** A consumer of its own, in no group, not assigned yet. */
    Consumer<byte[], byte[]> consumer() {
        return TopicReader.consumer(client);
    }

    /** The topic's identity: one deleted and created again, or of another cluster, has another. */
    String topicId() {
        try (Admin admin = Admin.create(new HashMap<>(client))) {
            return KafkaFutures.await(Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic)))
                    .topicId()
                    .toString();
        }
    }

    List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        return TopicReader.partitions(consumer, topic);
    }

    /**
     * The transition in a record; null if it is none.
     *
     * @throws RegistryUnavailableException if the registry gives no answer
     */
    synchronized @Nullable AlertTransitionRecord transition(ConsumerRecord<byte[], byte[]> record) {
        return decoder.read(topic, Alert.class, record.value()) instanceof DecodedRecord.Accepted<Alert> accepted
                ? transition(record, accepted.record())
                : null;
    }

    private AlertTransitionRecord transition(ConsumerRecord<byte[], byte[]> record, Alert alert) {
        return new AlertTransitionRecord(
                record.partition(),
                record.offset(),
                alert.getAlertId(),
                MarketQueries.isOpen(alert),
                form.apply(alert));
    }

    /**
     * Records of several partitions by time: their writer is one, so its clock tells the order between partitions. Within a
     * partition the order stays that of the offsets, even if the clock went back.
     */
    static List<ConsumerRecord<byte[], byte[]>> inOrder(ConsumerRecords<byte[], byte[]> polled) {
        List<ConsumerRecord<byte[], byte[]>> byTime = new ArrayList<>(polled.count());
        polled.forEach(byTime::add);
        byTime.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        Map<TopicPartition, Iterator<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
        polled.partitions()
                .forEach(partition ->
                        byPartition.put(partition, polled.records(partition).iterator()));
        return byTime.stream()
                .map(record -> Objects.requireNonNull(
                                byPartition.get(new TopicPartition(record.topic(), record.partition())))
                        .next())
                .toList();
    }
}
