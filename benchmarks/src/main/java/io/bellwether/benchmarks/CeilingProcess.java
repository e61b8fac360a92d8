package io.bellwether.benchmarks;

import io.bellwether.schemas.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Main of the ceiling: a consumer that decodes every record of a topic, with the topology's fetch settings, and does
 * nothing with it. Arguments: broker, registry.
 */
public final class CeilingProcess {

    private static final Duration POLL = Duration.ofMillis(200);

    private CeilingProcess() {}

    /** Answers {@code pass TOPIC EVENTS}: nanoseconds and CPU nanoseconds for one pass from the beginning. */
    public static void main(String[] args) throws Exception {
        new Commands()
                .on("pass", of -> pass(args[0], args[1], of[0], Long.parseLong(of[1])))
                .serve("");
    }

    private static String pass(String broker, String registry, String topic, long events) {
        long cpu = Usage.cpuNanosNow();
        long start = System.nanoTime();
        try (Deserializer<SpecificRecord> values = AvroSerdes.deserializer(Map.of("schema.registry.url", registry));
                KafkaConsumer<byte[], SpecificRecord> consumer =
                        new KafkaConsumer<>(settings(broker), new ByteArrayDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long decoded = 0; decoded < events; ) {
                for (ConsumerRecord<byte[], SpecificRecord> event : consumer.poll(POLL)) {
                    decoded += event.value() == null ? 0 : 1;
                }
            }
            return (System.nanoTime() - start) + Commands.FIELD + (Usage.cpuNanosNow() - cpu);
        }
    }

    private static Map<String, Object> settings(String broker) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }
}
