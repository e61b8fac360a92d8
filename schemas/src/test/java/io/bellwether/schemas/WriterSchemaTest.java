package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.SourceTier;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anyone may write is read as it was meant, or refused. */
class WriterSchemaTest {

    private static final String SCOPE = "record-decoder";
    private static final String TOPIC = "market.capacity";
    private static final Instant MARCH = Instant.parse("2024-03-28T02:00:00Z");
    private static final LocalDate APRIL = LocalDate.of(2024, 4, 1);

    private final RecordDecoder decoder = new RecordDecoder(Map.of("schema.registry.url", "mock://" + SCOPE));

    @ParameterizedTest
    @CsvSource({
        "timestamp-micros, 1711591200000000, 2024-03-28T02:00:00Z",
        "timestamp-millis, 1711591200000, 2024-03-28T02:00:00Z",
        "timestamp-millis, 1711591200001, 2024-03-28T02:00:00.001Z",
        "timestamp-millis, -1, 1969-12-31T23:59:59.999Z",
        "timestamp-nanos, 1711591200000001999, 2024-03-28T02:00:00.000001Z",
        "timestamp-nanos, -1, 1969-12-31T23:59:59.999999Z",
    })
    void shouldReadTimesByTheWritersSchema(String type, long number, Instant publishedAt) throws Exception {
        // Given
        byte[] value = written(schema(type, "date"), number);

        // When
        DecodedRecord<CapacityReport> decoded = decoder.read(TOPIC, CapacityReport.class, value);

        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        DecodedRecord.Accepted.class,
                        accepted -> assertThat(accepted.record()).isEqualTo(report(publishedAt)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', date, published_at, a plain long",
        "local-timestamp-micros, date, published_at, local-timestamp-micros",
        "local-timestamp-millis, date, published_at, local-timestamp-millis",
        "unix-seconds, date, published_at, unix-seconds",
        "timestamp-micros, '', effective_from, a plain int",
        "timestamp-micros, time-millis, effective_from, time-millis",
    })
    void shouldRefuseNumbersOfAnotherMeaning(String ofInstant, String ofDate, String field, String got)
            throws Exception {
        // Given
        byte[] value = written(schema(ofInstant, ofDate), 1_711_591_200_000L);

        // When
        DecodedRecord<CapacityReport> decoded = decoder.read(TOPIC, CapacityReport.class, value);

        // Then
        assertThat(decoded).isInstanceOfSatisfying(DecodedRecord.Refused.class, refused -> {
            assertThat(refused.refusal().field()).isEqualTo(field);
            assertThat(refused.refusal().reason()).contains("the writer's schema has " + got);
        });
    }

    @Test
    void shouldLeaveTextsTheirLogicalTypes() throws Exception {
        // Given a writer whose ids are UUIDs
        String json = schema("timestamp-micros", "date")
                .toString()
                .replace(
                        "{\"name\":\"event_id\",\"type\":\"string\"",
                        "{\"name\":\"event_id\",\"type\":{\"type\":\"string\",\"logicalType\":\"uuid\"}");
        byte[] value = written(new Schema.Parser().parse(json), 0);

        // When
        DecodedRecord<CapacityReport> decoded = decoder.read(TOPIC, CapacityReport.class, value);

        // Then
        assertThat(decoded).isInstanceOf(DecodedRecord.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"1", "9000000"})
    void shouldRefuseBytesBehindTheRecord(int more) throws Exception {
        // Given
        byte[] value = written(schema("timestamp-micros", "date"), 0);

        // When
        DecodedRecord<CapacityReport> decoded =
                decoder.read(TOPIC, CapacityReport.class, Arrays.copyOf(value, value.length + more));

        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        DecodedRecord.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("bytes behind the end"));
    }

    @Test
    void shouldFindTheSameContentWhateverSchemaWroteIt() throws Exception {
        // Given the same event in our own schema, in milliseconds, and by a later version of the schema
        Schema later = later();
        byte[] own = written(CapacityReport.getClassSchema(), 1_711_591_200_000_000L);
        byte[] millis = written(schema("timestamp-millis", "date"), 1_711_591_200_000L);
        byte[] ofLater = written(later, 1_711_591_200_000_000L);
        byte[] other = written(CapacityReport.getClassSchema(), 1_711_591_200_000_001L);

        // When, then
        long content = EventContent.fingerprint(report(MARCH));
        assertThat(content(own)).isEqualTo(content);
        assertThat(content(millis)).isEqualTo(content);
        assertThat(content(ofLater)).isEqualTo(content);
        assertThat(content(other)).isNotEqualTo(content);
    }

    private long content(byte[] value) {
        return decoder.content(TOPIC, decoder.readAccepted(TOPIC, value), value);
    }

    private static CapacityReport report(Instant publishedAt) {
        return new CapacityReport(
                "id", "x", "ir", SourceTier.OFFICIAL, publishedAt, null, "P", 7L, APRIL, CapacityStatus.OPERATING);
    }

    /** Our schema with other logical types of its instant and its date; empty for none. */
    private static Schema schema(String ofInstant, String ofDate) {
        String json = CapacityReport.getClassSchema().toString();
        String instants = json.replace("\"logicalType\":\"timestamp-micros\"", logicalType(ofInstant));
        return new Schema.Parser().parse(instants.replace("\"logicalType\":\"date\"", logicalType(ofDate)));
    }

    private static String logicalType(String name) {
        return name.isEmpty() ? "\"none\":true" : "\"logicalType\":\"" + name + "\"";
    }

    private static Schema later() {
        String json = CapacityReport.getClassSchema().toString();
        return new Schema.Parser()
                .parse(json.replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null},"));
    }

    /** The report with this number for its instant, in the Confluent wire format. */
    private static byte[] written(Schema schema, long publishedAt) throws Exception {
        int id = MockSchemaRegistry.getClientForScope(SCOPE).register(TOPIC + "-value", new AvroSchema(schema));
        GenericRecord record = new GenericData.Record(schema);
        record.put("event_id", "id");
        record.put("brand", "x");
        record.put("source", "ir");
        record.put("source_tier", symbol(schema, "source_tier", "OFFICIAL"));
        record.put("published_at", publishedAt);
        record.put("plant", "P");
        record.put("units_per_month", 7L);
        record.put("effective_from", (int) APRIL.toEpochDay());
        record.put("status", symbol(schema, "status", "OPERATING"));
        byte[] head = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String name) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), name);
    }
}
