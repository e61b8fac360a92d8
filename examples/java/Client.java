import io.bellwether.schemas.*;
import io.bellwether.schemas.avro.*;
import io.confluent.kafka.serializers.*;
import java.net.*;
import java.time.*;
import java.util.*;
import org.apache.kafka.clients.consumer.*; import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.serialization.*;

/** Feeds an event, asks for figures as of a day, follows alerts: java Client.java BOOTSTRAP REGISTRY API BRAND. */
public class Client {
    public static void main(String[] args) throws Exception {
        String brand = args[3];
        AvroSerdes.trustRecords(); // Avro makes records of trusted packages alone
        Map<String, Object> client = Map.of("bootstrap.servers", args[0], "schema.registry.url", args[1], "auto.register.schemas", false,
                "specific.avro.reader", true, "compression.type", "gzip", "group.id", "java-" + brand,
                "auto.offset.reset", "earliest", "isolation.level", "read_committed");
        SalesReport event = SalesReport.newBuilder().setEventId("java-" + brand + "-2024-10").setBrand(brand).setMeasure(Measure.DELIVERIES)
                .setPeriodStart(LocalDate.of(2024, 10, 1)).setGranularity(Granularity.MONTH).setUnits(4000).setQualifier(Qualifier.EXACT)
                .setSource("ir").setSourceTier(SourceTier.OFFICIAL).setPublishedAt(Instant.parse("2024-11-01T00:00:00Z")).build();
        try (Producer<String, Object> producer = new KafkaProducer<>(client, new StringSerializer(), new KafkaAvroSerializer(null, client))) {
            producer.send(new ProducerRecord<>("market.sales", brand, event)).get(); // Java's own partitioner, idempotent, acks=all
        }
        URI ask = URI.create(args[2] + "/api/v1/brands/" + brand + "?as_of=2024-10-15");
        System.out.println("as of 2024-10-15: " + new String(ask.toURL().openStream().readAllBytes()));
        Map<String, Integer> seen = new HashMap<>(); // keep what was seen with what you do: alert_id and sequence name a transition
        try (Consumer<String, Object> consumer = new KafkaConsumer<>(client, new StringDeserializer(), new KafkaAvroDeserializer(null, client))) {
            consumer.subscribe(List.of("market.alerts"));
            while (true) {
                for (ConsumerRecord<String, Object> record : consumer.poll(Duration.ofSeconds(1))) {
                    Alert alert = (Alert) record.value();
                    if (alert.getSequence() > seen.getOrDefault(alert.getAlertId(), 0)) {
                        seen.put(alert.getAlertId(), alert.getSequence());
                        System.out.println(alert.getStatus() + " " + alert.getRule() + " " + alert.getSubject() + " " + alert.getMessage());
                    }
                }
            }
        }
    }
}
