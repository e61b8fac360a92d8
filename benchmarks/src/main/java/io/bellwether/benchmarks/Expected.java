package io.bellwether.benchmarks;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.codec.MetricCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** The final metrics of every brand, computed from the same statements by the domain alone. */
final class Expected {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, MetricSet> byBrand = new TreeMap<>();

    /** Collects statements, to be {@linkplain #of computed} in the end. */
    static final class Collector implements Consumer<SalesReport> {

        private final Map<String, BrandLedger> ledgers = new HashMap<>();

        @Override
        public void accept(SalesReport report) {
            ledgers.computeIfAbsent(report.getBrand(), BrandLedger::new).add(StatementCodec.of(report));
        }
    }

    /** Computes the metrics of the collected statements. */
    static Expected of(Collector collector) {
        Expected expected = new Expected();
        collector.ledgers.forEach((brand, ledger) -> expected.byBrand.put(brand, MetricCodec.record(ledger.metrics())));
        return expected;
    }

    int brands() {
        return byBrand.size();
    }

    /** The number of brands whose newest metrics on the topic since these offsets differ from the expected ones. */
    int wrong(Pipeline pipeline, Map<TopicPartition, Long> since) {
        Map<String, byte[]> newest = newest(pipeline, since);
        Map<String, String> registry = Map.of("schema.registry.url", pipeline.registry());
        int wrong = 0;
        try (Deserializer<BrandMetrics> values = AvroSerdes.deserializer(registry)) {
            for (Map.Entry<String, MetricSet> brand : byBrand.entrySet()) {
                byte[] value = newest.get(brand.getKey());
                boolean right = value != null
                        && values.deserialize(pipeline.topics().brandMetrics(), value)
                                .getMetrics()
                                .equals(brand.getValue());
                wrong += right ? 0 : 1;
            }
        }
        return wrong;
    }

    private static Map<String, byte[]> newest(Pipeline pipeline, Map<TopicPartition, Long> since) {
        Map<String, byte[]> newest = new HashMap<>();
        String topic = pipeline.topics().brandMetrics();
        Map<TopicPartition, Long> from = new HashMap<>(since);
        from.keySet().removeIf(partition -> !partition.topic().equals(topic));
        try (TopicReader reader =
                new TopicReader(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.broker()), topic, PATIENCE)) {
            reader.readFrom(
                    from, record -> newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        }
        return newest;
    }
}
