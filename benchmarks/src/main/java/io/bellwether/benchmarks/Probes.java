package io.bellwether.benchmarks;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Brands whose deliveries of a month fall to a tenth and recover, repeatedly: every event changes the brand's metrics and
 * opens or resolves an alert, and the next one is sent a while after both were seen.
 */
final class Probes implements AutoCloseable {

    static final int BRANDS = 24;

    private static final String RULE = "DELIVERIES_SLUMP";
    private static final LocalDate BEFORE = LocalDate.of(2024, 10, 1);
    private static final LocalDate MONTH = LocalDate.of(2024, 11, 1);
    private static final Instant FIRST = Instant.parse("2025-03-10T00:00:00Z");
    private static final long USUAL = 100_000;
    private static final long SLUMP = 10_000;
    private static final long REST_NANOS = 500_000_000;
    private static final long GIVE_UP_NANOS = 60_000_000_000L;
    private static final Duration POLL = Duration.ofMillis(5);

    private final Pipeline pipeline;
    private final Serializer<SpecificRecord> events;
    private final Deserializer<SpecificRecord> results;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, Probe> probes = new HashMap<>();
    private long sent;

    /** One brand and its event in flight, if any. */
    private static final class Probe {
        private boolean inFlight;
        private boolean slump;
        private long notBefore;
        private long sentAt;
        private long units;
        private boolean metricsSeen;
        private boolean alertSeen;
    }

    /** Microseconds from sending. */
    record Result(Load metrics, Load alerts) {}

    Probes(Pipeline pipeline) {
        this.pipeline = pipeline;
        Map<String, String> registry = Map.of("schema.registry.url", pipeline.registry());
        events = AvroSerdes.serializer(registry);
        results = AvroSerdes.deserializer(registry);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        (Object) pipeline.broker(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        (Object) pipeline.broker(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic :
                List.of(pipeline.topics().brandMetrics(), pipeline.topics().alerts())) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        for (int brand = 1; brand <= BRANDS; brand++) {
            String name = "probe-" + brand;
            probes.put(name, new Probe());
            send(name, BEFORE, USUAL);
        }
    }

    /** Sends events for a time and waits for what follows from the last of them. */
    Result run(int seconds) {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        List<Long> metrics = new ArrayList<>();
        List<Long> alerts = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end || probes.values().stream().anyMatch(probe -> probe.inFlight)) {
            long now = System.nanoTime();
            if (now - end > GIVE_UP_NANOS) {
                throw new IllegalStateException("nothing follows from an event within a minute");
            }
            if (now < end) {
                probes.forEach((brand, probe) -> sendIfDue(brand, probe, now));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                see(results.deserialize(record.topic(), record.value()), metrics, alerts);
            }
        }
        return new Result(load(metrics), load(alerts));
    }

    private void sendIfDue(String brand, Probe probe, long now) {
        if (probe.inFlight || now < probe.notBefore) {
            return;
        }
        probe.slump = !probe.slump;
        probe.units = (probe.slump ? SLUMP : USUAL) + sent % 100;
        probe.inFlight = true;
        probe.metricsSeen = false;
        probe.alertSeen = false;
        probe.sentAt = System.nanoTime();
        send(brand, MONTH, probe.units);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost event is reported as one without results
    private void send(String brand, LocalDate month, long units) {
        SalesReport report = new SalesReport(
                "probe-event-" + sent,
                brand,
                "probe",
                SourceTier.OFFICIAL,
                FIRST.plusMillis(sent++),
                null,
                null,
                null,
                Measure.DELIVERIES,
                month,
                Granularity.MONTH,
                units,
                Qualifier.EXACT,
                null);
        String topic = pipeline.topics().sales();
        producer.send(
                new ProducerRecord<>(topic, brand.getBytes(StandardCharsets.UTF_8), events.serialize(topic, report)));
    }

    private void see(SpecificRecord result, List<Long> metrics, List<Long> alerts) {
        long now = System.nanoTime();
        if (result instanceof BrandMetrics of) {
            Probe probe = probes.get(of.getBrand());
            Long deliveries = of.getMetrics().getDeliveries();
            if (probe != null && probe.inFlight && !probe.metricsSeen && deliveries != null) {
                probe.metricsSeen = deliveries == probe.units;
                if (probe.metricsSeen) {
                    metrics.add((now - probe.sentAt) / 1_000);
                    rest(probe, now);
                }
            }
        } else if (result instanceof Alert alert && alert.getRule().equals(RULE) && alert.getBrand() != null) {
            Probe probe = probes.get(alert.getBrand());
            if (probe != null && probe.inFlight && !probe.alertSeen) {
                probe.alertSeen = true;
                alerts.add((now - probe.sentAt) / 1_000);
                rest(probe, now);
            }
        }
    }

    /** For a random time, so that events meet the topology at any moment of its rhythm. */
    private void rest(Probe probe, long now) {
        if (probe.metricsSeen && probe.alertSeen) {
            probe.inFlight = false;
            probe.notBefore = now + random.nextLong(REST_NANOS);
        }
    }

    private static Load load(List<Long> micros) {
        return new Load(micros.stream().mapToLong(Long::longValue).sorted().toArray(), 0);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        events.close();
        results.close();
    }
}
