package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** What stands on topics, committed, from their beginning to their present end. */
final class TopicRecords {

    private TopicRecords() {}

    static List<ConsumerRecord<byte[], byte[]>> of(Settings settings, List<String> topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        each(settings, topics, records::add);
        return records;
    }

    /** Hands out one after the other, for topics that are larger than memory. */
    static void each(Settings settings, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(taker);
            }
        }
    }

    /** The events on the input topics. */
    static List<SpecificRecord> events(Settings settings) {
        try (Deserializer<SpecificRecord> avro = AvroSerdes.deserializer(settings.registry())) {
            return of(settings, settings.topics().inputs()).stream()
                    .map(record -> avro.deserialize(record.topic(), record.value()))
                    .toList();
        }
    }

    /** The ids of the events on the input topics. */
    static List<String> eventIds(Settings settings) {
        return events(settings).stream()
                .map(event ->
                        event.get(event.getSchema().getField("event_id").pos()).toString())
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> letters(Settings settings) {
        return of(settings, List.of(settings.topics().deadLetters()));
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
