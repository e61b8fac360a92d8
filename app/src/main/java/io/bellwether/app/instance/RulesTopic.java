package io.bellwether.app.instance;

import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.TopicOffsets;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.processor.RuleVersions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topic with the applied rules of a pipeline. */
public final class RulesTopic {

    private static final String KEY = "rules";
    private static final int MAX_BLOCK_MS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Settings settings;
    private final TopicPartition partition;

    public RulesTopic(Settings settings) {
        this.settings = settings;
        this.partition = new TopicPartition(settings.topics().rules(), 0);
    }

    /** The rules applied last; empty while the shipped rules run. */
    public Optional<RuleSet> current() {
        Deserializer<RuleSet> values = AvroSerdes.deserializer(settings.registry());
        AtomicReference<byte @Nullable []> newest = new AtomicReference<>();
        try (TopicReader topic = new TopicReader(settings.kafka(), partition.topic(), PATIENCE)) {
            topic.readAll(record -> {
                if (!RuleVersions.isRegister(record.key())) {
                    newest.set(record.value());
                }
            });
        }
        byte[] value = newest.get();
        return value == null ? Optional.empty() : Optional.of(values.deserialize(partition.topic(), value));
    }

    /** Other rules that were applied under this version; empty if there are none. */
    public Optional<RuleSet> others(RuleSet rules) {
        Deserializer<RuleSet> values = AvroSerdes.deserializer(settings.registry());
        AtomicReference<@Nullable RuleSet> found = new AtomicReference<>();
        try (TopicReader topic = new TopicReader(settings.kafka(), partition.topic(), PATIENCE)) {
            topic.readAll(record -> {
                RuleSet one = record.value() == null ? null : values.deserialize(partition.topic(), record.value());
                if (one != null && one.getVersion().equals(rules.getVersion()) && !one.equals(rules)) {
                    found.set(one);
                }
            });
        }
        return Optional.ofNullable(found.get());
    }

    /**
     * Publishes rules.
     *
     * @return their offset
     * @throws KafkaException if the cluster does not take them
     */
    public long publish(RuleSet rules) {
        var properties = settings.kafka();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        Serializer<RuleSet> values = AvroSerdes.serializer(settings.registry());
        try (KafkaProducer<String, RuleSet> producer =
                new KafkaProducer<>(properties, new StringSerializer(), values)) {
            // Kept beside those that hold, however often these change.
            KafkaFutures.await(producer.send(new ProducerRecord<>(
                    partition.topic(), partition.partition(), RuleVersions.register(rules.getVersion()), rules)));
            return KafkaFutures.await(
                            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), KEY, rules)))
                    .offset();
        }
    }

    /** Waits until the running instances have switched to the rules at an offset; false if they have not within the time. */
    public boolean awaitSwitch(long offset, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Admin.create(settings.kafka())) {
            do {
                Map<TopicPartition, Long> next = TopicOffsets.ofGroup(admin, Instance.applicationId(settings));
                if (next.getOrDefault(partition, 0L) > offset) {
                    return true;
                }
                LockSupport.parkNanos(POLL.toNanos());
            } while (System.nanoTime() < deadline);
            return false;
        }
    }
}
