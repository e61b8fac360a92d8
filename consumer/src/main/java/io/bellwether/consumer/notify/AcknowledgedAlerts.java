package io.bellwether.consumer.notify;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alerts somebody has acknowledged, read from their topic whenever it is asked. That is once for a group that
 * would be told again, and the topic is compacted: there is nothing to keep. If nobody can say, no alert is taken as
 * acknowledged: to be told twice is the smaller harm.
 */
public final class AcknowledgedAlerts implements Supplier<Set<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedAlerts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_POLLS = 100;

    private final AlertConsumerConfig config;

    public AcknowledgedAlerts(AlertConsumerConfig config) {
        this.config = config;
    }

    @Override
    public Set<String> get() {
        TopicPartition partition = new TopicPartition(config.topics().acknowledgements(), 0);
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> all = List.of(partition);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all, PATIENCE).getOrDefault(partition, 0L);
            Set<String> ids = new HashSet<>();
            for (int polls = 0; polls < MAX_POLLS && consumer.position(partition, PATIENCE) < end; polls++) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> {
                    if (record.key() != null && record.value() != null) {
                        ids.add(new String(record.key(), StandardCharsets.UTF_8));
                    }
                });
            }
            return ids;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("nobody can say which alerts are acknowledged");
            return Set.of();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(config.properties());
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "bellwether-alerts-acknowledged");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
