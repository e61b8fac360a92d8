package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline has come to, read as anybody reads it: with a plain consumer and the Confluent deserializer, knowing
 * none of our classes.
 *
 * @param metrics brand or brand/model -> its metrics
 * @param openAlerts rule, subject and severity
 * @param transitions alert id and sequence, as often as they are on the topic
 */
record Outcome(SortedMap<String, String> metrics, SortedSet<String> openAlerts, List<String> transitions) {

    static Outcome read(Settings settings) {
        SortedMap<String, String> metrics = new TreeMap<>();
        for (String topic :
                List.of(settings.topics().brandMetrics(), settings.topics().modelMetrics())) {
            records(settings, topic).forEach(record -> {
                if (record.value() == null) { // such a model is no more
                    metrics.remove(record.key());
                } else {
                    metrics.put(record.key(), record.text("metrics"));
                }
            });
        }
        SortedMap<String, String> alerts = new TreeMap<>();
        List<String> transitions = new ArrayList<>();
        for (Entry record : records(settings, settings.topics().alerts())) {
            transitions.add(record.key() + " " + record.text("sequence"));
            if (record.text("status").equals("RESOLVED")) {
                alerts.remove(record.key());
            } else {
                alerts.put(
                        record.key(),
                        record.text("rule") + " " + record.text("subject") + " " + record.text("severity"));
            }
        }
        return new Outcome(
                metrics,
                new TreeSet<>(alerts.values()),
                transitions.stream().sorted().toList());
    }

    private record Entry(String key, @Nullable GenericRecord value) {

        String text(String field) {
            return String.valueOf(Objects.requireNonNull(value).get(field));
        }
    }

    private static List<Entry> records(Settings settings, String topic) {
        KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        values.configure(Map.of("schema.registry.url", settings.schemaRegistry()), false);
        List<Entry> records = new ArrayList<>();
        try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> records.add(new Entry(record.key(), (GenericRecord) record.value())));
            }
        }
        return records;
    }
}
