package io.bellwether.streams.query;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The topic of alerts as it is read for streams: committed transitions, in the form in which they are handed out. */
final class AlertRecords {

    private static final int MAGIC = 0;
    private static final int HEAD = 5;

    private final Map<String, ?> client;
    private final String topic;
    private final Deserializer<SpecificRecord> values;
    private final Function<Alert, String> form;

    AlertRecords(Topics topics, Map<String, ?> client, Function<Alert, String> form) {
        this.client = client;
        this.topic = topics.alerts();
        this.values = AvroSerdes.deserializer(client);
        this.form = form;
    }

    /** A consumer of its own, in no group, not assigned yet. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /**
     * The transition in a record; null if it is none.
     *
     * @throws RuntimeException if the registry cannot be asked
     */
    synchronized AlertFeed.@Nullable Transition transition(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || value.length < HEAD || value[0] != MAGIC) {
            return null;
        }
        SpecificRecord read;
        try {
            read = values.deserialize(topic, value);
        } catch (RuntimeException e) {
            if (isRegistryAway(e)) {
                throw e;
            }
            return null;
        }
        return read instanceof Alert alert
                ? new AlertFeed.Transition(
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        alert.getAlertId(),
                        MarketQueries.isOpen(alert),
                        form.apply(alert))
                : null;
    }

    private static boolean isRegistryAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getErrorCode() / 100 != 404;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }
}
