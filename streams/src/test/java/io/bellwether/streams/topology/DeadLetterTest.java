package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TechnologyMilestone;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever cannot be counted is kept in full, with the reason, and what stands around it counts. */
class DeadLetterTest {

    private static final String REGISTRY = "dead-letters";
    private static final Instant MAY = Instant.parse("2024-05-02T02:00:00Z");
    private static final byte[] KEY = Pipeline.utf8("x");

    /** What is put on the sales topic unless it says otherwise. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Letter(String topic, byte[] key, byte[] value) {}

    static Stream<Arguments> letters() {
        return Stream.concat(unreadable(), unacceptable());
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                letter("no value", "", "no value", pipeline -> sales(pipeline, KEY, null)),
                letter("an empty value", "", "no readable record", pipeline -> sales(pipeline, KEY, new byte[0])),
                letter("text", "", "no readable record", pipeline -> sales(pipeline, KEY, Pipeline.utf8("{}"))),
                letter("an unknown magic byte", "", "no readable record", pipeline -> {
                    byte[] value = pipeline.encode(good());
                    value[0] = 1;
                    return sales(pipeline, KEY, value);
                }),
                letter("an unknown schema id", "", "no readable record", pipeline -> {
                    byte[] value = pipeline.encode(good());
                    ByteBuffer.wrap(value).putInt(1, 987_654);
                    return sales(pipeline, KEY, value);
                }),
                letter(
                        "a schema id and nothing else",
                        "",
                        "no readable record",
                        pipeline -> sales(pipeline, KEY, Arrays.copyOf(pipeline.encode(good()), 5))),
                letter("a record cut short", "", "no readable record", pipeline -> {
                    byte[] value = pipeline.encode(good());
                    return sales(pipeline, KEY, Arrays.copyOf(value, value.length - 3));
                }),
                letter("a text that claims two gigabytes", "", "no readable record", pipeline -> {
                    byte[] head = Arrays.copyOf(pipeline.encode(good()), 5);
                    return sales(pipeline, KEY, join(head, new byte[] {-2, -1, -1, -1, 15}));
                }),
                // Less than Avro's own limit: room for it must not be made.
                letter("a text that claims a gigabyte", "", "exceeds", pipeline -> {
                    byte[] head = Arrays.copyOf(pipeline.encode(good()), 5);
                    return sales(pipeline, KEY, join(head, new byte[] {-2, -1, -1, -1, 7}));
                }),
                letter("a record that goes down its schema for ever", "", "no readable record", pipeline -> {
                    byte[] endless = new byte[1_000_000];
                    Arrays.fill(endless, (byte) 2);
                    ByteBuffer.wrap(endless).put((byte) 0).putInt(registered("endless", endless()));
                    return sales(pipeline, KEY, endless);
                }),
                letter("a text of negative length", "", "no readable record", pipeline -> {
                    byte[] head = Arrays.copyOf(pipeline.encode(good()), 5);
                    return sales(pipeline, KEY, join(head, new byte[] {1}));
                }),
                letter("a length that does not end", "", "no readable record", pipeline -> {
                    byte[] head = Arrays.copyOf(pipeline.encode(good()), 5);
                    return sales(
                            pipeline, KEY, join(head, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}));
                }),
                letter(
                        "a word that no enum knows",
                        "measure",
                        "none that this version knows",
                        pipeline -> sales(pipeline, KEY, foreignMeasure())),
                letter(
                        "a record that is none of ours",
                        "",
                        "no readable record",
                        pipeline -> sales(pipeline, KEY, strange())),
                letter(
                        "a record of another topic",
                        "",
                        "must be a SalesReport, got: " + "io.bellwether.schemas.avro.CapacityReport",
                        pipeline -> sales(pipeline, KEY, pipeline.encode(capacity("P1", 1, LocalDate.of(2024, 1, 1))))),
                letter(
                        "sales on the announcements",
                        "",
                        "must be a Announcement",
                        pipeline -> new Letter(pipeline.topics.announcements(), KEY, pipeline.encode(good()))),
                letter(
                        "no key",
                        "brand",
                        "must equal the record's key, got: 'x'",
                        pipeline -> sales(pipeline, null, pipeline.encode(good()))),
                letter(
                        "a key that is not the brand",
                        "brand",
                        "must equal the record's key, got: 'x'",
                        pipeline -> sales(pipeline, Pipeline.utf8("X"), pipeline.encode(good()))));
    }

    private static Stream<Arguments> unacceptable() {
        LocalDate april = LocalDate.of(2024, 4, 1);
        return Stream.of(
                refused("units", "-1", month(april, -1)),
                refused("units", "1000000001", month(april, 1_000_000_001L)),
                refused("period_start", "day 1", month(LocalDate.of(2024, 4, 2), 1)),
                refused(
                        "period_start",
                        "Monday",
                        report("x", "ir", Measure.DELIVERIES, april.plusDays(1), Granularity.WEEK, 1)),
                refused(
                        "period_start",
                        "1 Jan, Apr",
                        report("x", "ir", Measure.DELIVERIES, LocalDate.of(2024, 2, 1), Granularity.QUARTER, 1)),
                refused(
                        "period_start",
                        "after published_at",
                        report("x", "ir", Measure.DELIVERIES, LocalDate.of(2024, 5, 3), Granularity.DAY, 1)),
                refused(
                        "period_start",
                        "1899",
                        report("x", "ir", Measure.DELIVERIES, LocalDate.of(1899, 4, 1), Granularity.MONTH, 1)),
                refused("granularity", "WEEK", report("x", "ir", Measure.BACKLOG, april, Granularity.WEEK, 1)),
                refused("brand", "blank", report(" ", "ir", Measure.DELIVERIES, april, Granularity.MONTH, 1)),
                refused("brand", "'x/y'", report("x/y", "ir", Measure.DELIVERIES, april, Granularity.MONTH, 1)),
                refused("source", "blank", report("x", "", Measure.DELIVERIES, april, Granularity.MONTH, 1)),
                refused("units_per_month", "-5", capacity("P1", -5, april)),
                refused("effective_from", "first day", capacity("P1", 5, april.plusDays(1))),
                refused("plant", "blank", capacity("", 5, april)),
                refused("detail.nationwide", "coverage_cities", milestone("CITY_NOA", 5, true)),
                refused("detail.coverage_cities", "-1", milestone("CITY_NOA", -1, false)),
                refused("detail.technology", "UPPER_SNAKE", milestone("city noa", null, true)),
                refused("detail.weeks", "NaN", news(new LeadTimeQuote(null, Double.NaN))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldKeepWhatItRefusesAndGoOn(String name, String field, String reason, Function<Pipeline, Letter> written) {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a good event on each side of a bad one, which carries a header
            Letter letter = written.apply(pipeline);
            Headers headers = new RecordHeaders().add("traceparent", new byte[] {1, 2});
            pipeline.publish("x DELIVERIES 2024-03 1000", "x ORDERS 2024-03 1");
            boolean onSales = letter.topic.equals(pipeline.topics.sales());

            // When
            pipeline.publish(letter.topic, letter.key, letter.value, headers);
            pipeline.publish("x DELIVERIES 2024-04 1200").settle();

            // Then the bytes are kept and the reason told
            List<TestRecord<byte[], byte[]>> kept = pipeline.raw(pipeline.topics.deadLetters());
            assertThat(kept).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo(letter.key);
                assertThat(record.value()).isEqualTo(letter.value);
                assertThat(text(record, DeadLetterHeaders.REASON)).contains(reason);
                assertThat(text(record, DeadLetterHeaders.FIELD)).isEqualTo(field);
                assertThat(text(record, DeadLetterHeaders.ORIGIN)).isEqualTo(letter.topic);
                assertThat(text(record, DeadLetterHeaders.POSITION)).isEqualTo(onSales ? "0:2" : "0:0");
                assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(new byte[] {1, 2});
            });

            // And the good ones count, the bad one does not
            assertThat(pipeline.<BrandMetrics>read(pipeline.topics.brandMetrics()))
                    .singleElement()
                    .satisfies(brand -> {
                        assertThat(brand.key).isEqualTo("x");
                        assertThat(brand.value.getMetrics().getDeliveries()).isEqualTo(1200L);
                        assertThat(brand.value.getMetrics().getDeliveriesMom()).isEqualTo(0.2);
                        assertThat(brand.value.getAsOf()).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
                    });
            assertThat(pipeline.statements("x")).hasSize(3);
        }
    }

    @Test
    void shouldKeepOnlyTheBeginningOfWhatNoTopicTakes() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a record that its sender compressed: larger than any we can write
            byte[] huge = new byte[20 << 20];
            Headers headers = new RecordHeaders().add("traceparent", huge);

            // When
            pipeline.publish(pipeline.topics.sales(), huge, huge, headers);
            pipeline.settle();

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters()))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.value()).hasSize(1_000_000);
                        assertThat(record.key()).hasSize(1_000);
                        assertThat(record.headers().lastHeader("traceparent")).isNull();
                        assertThat(text(record, DeadLetterHeaders.REASON)).contains("a record of 62914571 bytes");
                        assertThat(text(record, DeadLetterHeaders.POSITION)).isEqualTo("0:0");
                    });
        }
    }

    @Test
    void shouldTakeARecordOfALaterVersionOfTheSchema() throws Exception {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a version with one more optional field, and a record of it
            Schema later = later();
            int id = MockSchemaRegistry.getClientForScope(REGISTRY).register("later-value", new AvroSchema(later));
            GenericRecord record = generic(later);
            record.put("remark", "new");

            // When
            pipeline.publish(pipeline.topics.sales(), KEY, encode(id, record), new RecordHeaders());
            pipeline.settle();

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters())).isEmpty();
            assertThat(pipeline.<BrandMetrics>read(pipeline.topics.brandMetrics()))
                    .singleElement()
                    .satisfies(brand ->
                            assertThat(brand.value.getMetrics().getDeliveries()).isEqualTo(77L));
        }
    }

    private static Arguments letter(String name, String field, String reason, Function<Pipeline, Letter> written) {
        return arguments(name, field, reason, written);
    }

    private static Arguments refused(String field, String reason, SpecificRecord event) {
        String brand = (String) event.get(event.getSchema().getField("brand").pos());
        Function<Pipeline, Letter> written =
                pipeline -> new Letter(pipeline.topicOf(event), Pipeline.utf8(brand), pipeline.encode(event));
        return arguments(field + " " + reason, field, reason, written);
    }

    private static Letter sales(Pipeline pipeline, byte[] key, byte[] value) {
        return new Letter(pipeline.topics.sales(), key, value);
    }

    private static SalesReport good() {
        return month(LocalDate.of(2024, 4, 1), 77);
    }

    private static SalesReport month(LocalDate start, long units) {
        return report("x", "ir", Measure.DELIVERIES, start, Granularity.MONTH, units);
    }

    private static SalesReport report(
            String brand, String source, Measure measure, LocalDate start, Granularity granularity, long units) {
        return new SalesReport(
                "id",
                brand,
                source,
                SourceTier.OFFICIAL,
                MAY,
                null,
                null,
                null,
                measure,
                start,
                granularity,
                units,
                Qualifier.EXACT,
                null);
    }

    private static CapacityReport capacity(String plant, long units, LocalDate from) {
        return new CapacityReport(
                "id", "x", "ir", SourceTier.OFFICIAL, MAY, null, plant, units, from, CapacityStatus.OPERATING);
    }

    private static Announcement milestone(String technology, Integer cities, boolean nationwide) {
        return news(new TechnologyMilestone(technology, Stage.FULL_ROLLOUT, cities, nationwide, null, null));
    }

    private static Announcement news(Object detail) {
        return new Announcement("id", "x", "ir", SourceTier.OFFICIAL, MAY, null, "news", detail, null);
    }

    private static byte[] foreignMeasure() {
        String schema = SalesReport.getClassSchema().toString().replace("\"OUTPUT\"", "\"OUTPUT\",\"TEST_DRIVES\"");
        Schema wider = new Schema.Parser().parse(schema);
        GenericRecord record = generic(wider);
        record.put(
                "measure", new GenericData.EnumSymbol(wider.getField("measure").schema(), "TEST_DRIVES"));
        return encode(registered("wider", wider), record);
    }

    private static byte[] strange() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Strange\",\"namespace\":\"elsewhere\",\"fields\":"
                        + "[{\"name\":\"a\",\"type\":\"int\"}]}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("a", 1);
        return encode(registered("strange", schema), record);
    }

    /** Ours, with a field more that contains itself. */
    private static Schema endless() {
        String schema = SalesReport.getClassSchema().toString();
        String self = "{\"name\":\"a_self\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Self\",\"fields\":"
                + "[{\"name\":\"self\",\"type\":[\"null\",\"Self\"]}]}]},";
        return new Schema.Parser().parse(schema.replaceFirst("\"fields\":\\[", "\"fields\":[" + self));
    }

    private static Schema later() {
        String schema = SalesReport.getClassSchema().toString();
        String remark = ",{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        return new Schema.Parser().parse(schema.substring(0, schema.length() - 2) + remark);
    }

    /** {@link #good} by a schema that has its fields. */
    private static GenericRecord generic(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("event_id", "id");
        record.put("brand", "x");
        record.put("source", "ir");
        record.put("source_tier", symbol(schema, "source_tier", "OFFICIAL"));
        record.put("published_at", MAY.getEpochSecond() * 1_000_000);
        record.put("measure", symbol(schema, "measure", "DELIVERIES"));
        record.put("period_start", (int) LocalDate.of(2024, 4, 1).toEpochDay());
        record.put("granularity", symbol(schema, "granularity", "MONTH"));
        record.put("units", 77L);
        record.put("qualifier", symbol(schema, "qualifier", "EXACT"));
        return record;
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String word) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), word);
    }

    private static int registered(String subject, Schema schema) {
        try {
            return MockSchemaRegistry.getClientForScope(REGISTRY).register(subject, new AvroSchema(schema));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encode(int id, GenericRecord record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return join(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array(), bytes.toByteArray());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] join(byte[] head, byte[] tail) {
        return ByteBuffer.allocate(head.length + tail.length)
                .put(head)
                .put(tail)
                .array();
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return new String(found.value(), StandardCharsets.UTF_8);
    }
}
