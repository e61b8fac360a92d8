package io.bellwether.producer.publish;

import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where and how to publish.
 *
 * @param topics names of the topics; they must exist, and their subjects be registered
 * @param client Kafka client and registry settings, passed through; {@code bootstrap.servers} and
 *     {@code schema.registry.url} are required
 * @param transactionLines lines per transaction, 1 or more; as many are read again after a crash, and readers see
 *     events only once their transaction is committed
 * @param intake how events are understood
 */
public record PublishSettings(Topics topics, Map<String, ?> client, int transactionLines, IntakeOptions intake) {

    /** Lines per transaction where nothing else is said. */
    public static final int DEFAULT_TRANSACTION_LINES = 5_000;

    public PublishSettings {
        client = Map.copyOf(client);
        require(client, ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        require(client, EventRecords.SCHEMA_REGISTRY_URL);
        if (transactionLines < 1) {
            throw new IllegalArgumentException("transactionLines must be 1 or more, got: " + transactionLines);
        }
    }

    /** Settings for events of any brand. */
    public PublishSettings(Topics topics, Map<String, ?> client, int transactionLines) {
        this(topics, client, transactionLines, IntakeOptions.DEFAULT);
    }

    /** Settings with the default size of a transaction, for events of any brand. */
    public static PublishSettings of(Topics topics, Map<String, ?> client) {
        return new PublishSettings(topics, client, DEFAULT_TRANSACTION_LINES);
    }

    /** The same with events understood in another way. */
    public PublishSettings with(IntakeOptions other) {
        return new PublishSettings(topics, client, transactionLines, other);
    }

    public String bootstrapServers() {
        return String.valueOf(client.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Only what may be printed: the other client settings can hold passwords. */
    @Override
    public String toString() {
        return "PublishSettings[topics=" + topics + ", bootstrapServers=" + bootstrapServers() + ", transactionLines="
                + transactionLines + "]";
    }

    private static void require(Map<String, ?> client, String key) {
        if (!client.containsKey(key)) {
            throw new IllegalArgumentException("client settings must hold " + key);
        }
    }
}
