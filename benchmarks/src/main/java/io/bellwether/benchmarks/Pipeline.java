package io.bellwether.benchmarks;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.SalesReport;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The topics of one pipeline on the benchmark's cluster, and how to fill them. */
record Pipeline(Topics topics, String broker, String registry) {

    /** At a steady rate, so many statements are sent together. */
    private static final int PACE = 50;

    /** Creates topics and subjects. */
    static Pipeline prepare(Child cluster, String prefix) {
        cluster.ask("prepare", prefix);
        return new Pipeline(new Topics(prefix), cluster.ready()[0], cluster.ready()[1]);
    }

    /** Publishes the generator's next statements, shows each to {@code also}, and returns once the broker has all. */
    @SuppressWarnings("FutureReturnValueIgnored") // failures go to the callback
    void fill(SalesGenerator generator, long events, Consumer<SalesReport> also) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Serializer<SpecificRecord> values = AvroSerdes.serializer(Map.of("schema.registry.url", registry));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < events; i++) {
                SalesReport report = generator.next();
                also.accept(report);
                byte[] key = report.getBrand().getBytes(StandardCharsets.UTF_8);
                producer.send(
                        new ProducerRecord<>(topics.sales(), key, values.serialize(topics.sales(), report)),
                        (sent, error) -> {
                            if (error != null) {
                                failure.compareAndSet(null, error);
                            }
                        });
            }
            producer.flush();
        }
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("the topic cannot be filled", error);
        }
    }

    /** Publishes the generator's next statements at a steady rate for a time. */
    void flow(SalesGenerator generator, int perSecond, int seconds) {
        long begin = System.nanoTime();
        long[] sent = {0};
        fill(generator, (long) perSecond * seconds, report -> {
            if (sent[0]++ % PACE == 0) {
                long due = begin + (long) (sent[0] * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        });
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }
}
