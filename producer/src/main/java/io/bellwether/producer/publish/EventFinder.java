package io.bellwether.producer.publish;

import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds events on the input topics by their id, which is unique within a brand only. Reads the topics from end to end. */
public final class EventFinder {

    private static final Duration POLL = Duration.ofMillis(200);

    /** After so long without a record a read gives up: the broker is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EventFinder() {}

    /**
     * The events of an id that stand there now, each brand's first.
     *
     * @throws PublishException if Kafka or the registry fails
     */
    public static List<SpecificRecord> find(PublishSettings settings, String eventId) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return find(consumer, settings, eventId);
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    private static List<SpecificRecord> find(
            KafkaConsumer<byte[], byte[]> consumer, PublishSettings settings, String eventId) {
        List<TopicPartition> partitions = new ArrayList<>();
        settings.topics()
                .inputs()
                .forEach(topic -> consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        RecordDecoder decoder = new RecordDecoder(settings.client());
        byte[] wanted = eventId.getBytes(StandardCharsets.UTF_8);
        Map<String, SpecificRecord> found = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                // Few records hold the id anywhere: only those are decoded.
                if (record.value() != null
                        && contains(record.value(), wanted)
                        && decoder.read(record.topic(), SpecificRecord.class, record.value())
                                instanceof DecodedRecord.Accepted<SpecificRecord> accepted
                        && EventFields.id(accepted.record()).equals(eventId)) {
                    found.putIfAbsent(EventFields.brand(accepted.record()), accepted.record());
                }
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new PublishException(
                        "Kafka at " + settings.bootstrapServers() + " does not hand out the input topics", null);
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean contains(byte[] value, byte[] wanted) {
        for (int i = 0; i + wanted.length <= value.length; i++) {
            int same = 0;
            while (same < wanted.length && value[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
