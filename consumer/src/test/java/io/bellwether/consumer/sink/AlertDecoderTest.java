package io.bellwether.consumer.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.sink.AlertDecoder.Decoded;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertValue;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertDecoderTest {

    private static final Map<String, String> CONFIG = Map.of("schema.registry.url", "mock://decoder");
    private final AlertDecoder decoder = new AlertDecoder(CONFIG);

    @BeforeAll
    static void register() throws Exception {
        var registry = MockSchemaRegistry.getClientForScope("decoder");
        registry.register("alerts-value", new AvroSchema(Alert.getClassSchema()));
        registry.register("others-value", new AvroSchema(AlertValue.getClassSchema()));
    }

    @Test
    void shouldReadAnAlert() {
        Alert alert = SampleAlerts.builder().build();

        Decoded decoded = decoder.decode(record(bytes("alerts", alert)));

        assertThat(decoded).isEqualTo(new Decoded.Read(alert));
    }

    @Test
    void shouldRejectWhatIsNoAlert() {
        byte[] alert = bytes("alerts", SampleAlerts.builder().build());
        byte[] unknown = alert.clone();
        unknown[4] = 99;

        assertThat(decoder.decode(record(null))).isEqualTo(new Decoded.Rejected("no value"));
        assertThat(decoder.decode(record(bytes("others", new AlertValue("a", "b", null)))))
                .isEqualTo(new Decoded.Rejected("a record of another type"));
        assertThat(decoder.decode(record(new byte[0]))).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoder.decode(record(new byte[] {'{', '}', 0, 0, 0, 0, 0}))).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoder.decode(record(unknown))).isInstanceOf(Decoded.Rejected.class);
        for (int length = 1; length < alert.length; length++) {
            assertThat(decoder.decode(record(Arrays.copyOf(alert, length))))
                    .as("cut at %d", length)
                    .isInstanceOf(Decoded.Rejected.class);
        }
    }

    @Test
    void shouldNotBlameTheRecordForARegistryThatIsAway() {
        // Nothing listens on the discard port.
        AlertDecoder offline = new AlertDecoder(Map.of("schema.registry.url", "http://127.0.0.1:9"));

        Decoded decoded =
                offline.decode(record(bytes("alerts", SampleAlerts.builder().build())));

        assertThat(decoded).isInstanceOf(Decoded.Unavailable.class);
        assertThat(((Decoded.Unavailable) decoded).reason())
                .startsWith("schema registry cannot be reached: Connection");
    }

    private static byte[] bytes(String topic, SpecificRecord value) {
        return AvroSerdes.serializer(CONFIG).serialize(topic, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("alerts", 0, 0, null, value);
    }
}
