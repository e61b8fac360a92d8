package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.RuleSet;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

    private static final Map<String, String> CONFIG = Map.of("schema.registry.url", "mock://decoder");
    private static final RuleSet RULES = new RuleSet("1", "rules: []");

    private final RecordDecoder decoder = new RecordDecoder(CONFIG);

    @BeforeAll
    static void register() throws Exception {
        var registry = MockSchemaRegistry.getClientForScope("decoder");
        registry.register("rules-value", new AvroSchema(RuleSet.getClassSchema()));
        registry.register("others-value", new AvroSchema(Acknowledgement.getClassSchema()));
    }

    @Test
    void shouldDecodeARecord() {
        // Given
        byte[] value = bytes("rules", RULES);

        // When
        DecodedRecord<RuleSet> decoded = decoder.read("rules", RuleSet.class, value);

        // Then
        assertThat(decoded).isEqualTo(new DecodedRecord.Accepted<>(RULES));
    }

    @Test
    void shouldRejectBytesThatAreNoRecordOfTheType() {
        // Given
        byte[] value = bytes("rules", RULES);
        byte[] unknown = value.clone();
        unknown[4] = 99;

        // When, then
        assertThat(reason(null)).isEqualTo("the record has no value");
        assertThat(reason(bytes("others", new Acknowledgement(Instant.EPOCH, "by", "note"))))
                .startsWith("must be a RuleSet, got: ");
        assertThat(reason(new byte[] {'{', '}', 0, 0, 0, 0, 0})).contains("it does not begin with the id of a schema");
        assertThat(reason(unknown)).startsWith("no readable record of a known schema");
        for (int length = 0; length < value.length; length++) {
            assertThat(reason(Arrays.copyOf(value, length)))
                    .as("cut at %d", length)
                    .isNotBlank();
        }
    }

    @Test
    void shouldNotRejectARecordWhileTheRegistryIsAway() {
        // Given a registry where nothing listens: the discard port
        RecordDecoder offline = new RecordDecoder(Map.of("schema.registry.url", "http://127.0.0.1:9"));
        byte[] value = bytes("rules", RULES);

        // When, then
        assertThatThrownBy(() -> offline.read("rules", RuleSet.class, value))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("the schema registry gives no answer: Connection");
    }

    @Test
    void shouldTellARegistryThatLostAnIdFromOneThatIsAway() {
        // Given a record that was accepted, and a registry that does not know its schema any more
        byte[] accepted = bytes("rules", RULES);
        accepted[4] = 99;
        RecordDecoder offline = new RecordDecoder(Map.of("schema.registry.url", "http://127.0.0.1:9"));

        // When, then
        assertThatThrownBy(() -> decoder.readAccepted("rules", accepted))
                .isInstanceOf(LostSchemaException.class)
                .hasMessageContaining("it has lost its ids, or is another one; restore its back-up");
        assertThatThrownBy(() -> offline.readAccepted("rules", accepted))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private String reason(byte[] value) {
        return ((DecodedRecord.Refused<RuleSet>) decoder.<RuleSet>read("rules", RuleSet.class, value))
                .refusal()
                .reason();
    }

    private static byte[] bytes(String topic, SpecificRecord value) {
        return AvroSerdes.serializer(CONFIG).serialize(topic, value);
    }
}
