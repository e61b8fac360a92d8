package io.bellwether.app;

import io.bellwether.consumer.Transition;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the alerts topic from its beginning to its present end. */
final class OpenAlerts {

    private static final Duration POLL = Duration.ofMillis(100);

    private OpenAlerts() {}

    /** The newest transition of each alert that is open. */
    static List<Transition> read(Settings settings) {
        Map<String, Object> properties = settings.kafka();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Map<String, Transition> newest = new HashMap<>();
        try (KafkaConsumer<byte[], Alert> consumer = new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), AvroSerdes.deserializer(settings.registry()))) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(settings.topics().alerts())
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], Alert> record : consumer.poll(POLL)) {
                    newest.put(
                            record.value().getAlertId(),
                            new Transition(record.partition(), record.offset(), record.value()));
                }
            }
        }
        return newest.values().stream()
                .filter(transition -> transition.alert().getStatus() != AlertStatus.RESOLVED)
                .toList();
    }
}
