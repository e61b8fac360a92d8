package io.bellwether.consumer.notify;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.schemas.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids of acknowledged alerts, read from their topic at each call. A group that is due for repetition needs them once,
 * and the topic is compacted, so nothing is cached. If the topic cannot be read, no alert counts as acknowledged:
 * repeating a notification is the smaller harm.
 */
public final class AcknowledgedAlerts implements Supplier<Set<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedAlerts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AlertConsumerConfig config;

    public AcknowledgedAlerts(AlertConsumerConfig config) {
        this.config = config;
    }

    @Override
    public Set<String> get() {
        Map<String, Object> client = new HashMap<>(config.properties());
        client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "bellwether-alerts-acknowledged");
        try (TopicReader topic = new TopicReader(client, config.topics().acknowledgements(), PATIENCE)) {
            Set<String> ids = new HashSet<>();
            topic.readAll(record -> {
                if (record.key() != null && record.value() != null) {
                    ids.add(new String(record.key(), StandardCharsets.UTF_8));
                }
            });
            return ids;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("acknowledgements cannot be read");
            return Set.of();
        }
    }
}
