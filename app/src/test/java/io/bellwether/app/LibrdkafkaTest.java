package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.instance.Instance;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.server.HttpSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events written by librdkafka, whose default partitioner is not Java's, through Debian's {@code python3-confluent-kafka}.
 * Skipped where that is not installed, unless {@code REQUIRE_LIBRDKAFKA} is true.
 */
@Tag("broker")
@ExtendWith(SharedCluster.class)
class LibrdkafkaTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String PRODUCE = """
            import base64, sys
            from confluent_kafka import Producer
            failed = []
            producer = Producer({'bootstrap.servers': sys.argv[1], 'acks': 'all'})
            for line in sys.stdin:
                key, value = line.split()
                producer.produce(sys.argv[2], key=key.encode(), value=base64.b64decode(value),
                                 on_delivery=lambda error, message: failed.append(error) if error else None)
            producer.flush()
            sys.exit(1 if failed else 0)
            """;
    private static final int BRANDS = 24;
    private static final int MONTHS = 3;
    private static final int PARTITIONS = 6;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void shouldCountWhatAnotherPartitionerHasPlaced(SharedCluster.Cluster cluster) throws Exception {
        requireClient();
        Settings settings = cluster.prepared("librdkafka.", PARTITIONS);
        try (Instance instance = Instance.start(
                settings,
                new Instance.Config(
                        directory,
                        1,
                        new HttpSettings("127.0.0.1", 0, Optional.empty()),
                        Optional.empty(),
                        Duration.ZERO,
                        false),
                Optional.empty())) {

            // When librdkafka writes the months of many brands
            produce(settings);
            assertThat(new CaughtUp(settings, instance::isRunning).await(Duration.ofMinutes(3), () -> false))
                    .isTrue();

            // Then some are in another partition than Java's, and list, page and market say the same of each
            assertThat(misplaced(settings)).isPositive();
            String api = "http://127.0.0.1:" + instance.httpPort() + "/api/v1/";
            Map<String, Long> list = new HashMap<>();
            get(api + "brands")
                    .forEach(each -> list.put(
                            each.get("brand").asText(),
                            each.at("/metrics/deliveries").asLong()));
            JsonNode market = get(api + "market").get("brands");
            for (int brand = 0; brand < BRANDS; brand++) {
                String name = name(brand);
                long expected = units(brand, MONTHS);
                assertThat(list).as(name).containsEntry(name, expected);
                assertThat(get(api + "brands/" + name).at("/metrics/deliveries").asLong())
                        .as(name)
                        .isEqualTo(expected);
                assertThat(market.at("/" + name + "/deliveries").asLong())
                        .as(name)
                        .isEqualTo(expected);
            }
        }
    }

    private static void requireClient() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder(PYTHON, "-c", "import confluent_kafka")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        if (!there && Boolean.parseBoolean(System.getenv("REQUIRE_LIBRDKAFKA"))) {
            fail("librdkafka is required and not there: apt-get install python3-confluent-kafka");
        }
        assumeTrue(there, "librdkafka is not there: apt-get install python3-confluent-kafka");
    }

    private static void produce(Settings settings) throws Exception {
        Process python = new ProcessBuilder(
                        PYTHON,
                        "-c",
                        PRODUCE,
                        settings.bootstrapServers(),
                        settings.topics().sales())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Serializer<SalesReport> values = AvroSerdes.serializer(settings.registry());
                BufferedWriter lines = python.outputWriter()) {
            for (int brand = 0; brand < BRANDS; brand++) {
                for (int month = 1; month <= MONTHS; month++) {
                    byte[] value = values.serialize(settings.topics().sales(), report(brand, month));
                    lines.write(name(brand) + " " + Base64.getEncoder().encodeToString(value) + "\n");
                }
            }
        }
        assertThat(python.waitFor()).isZero();
    }

    private static SalesReport report(int brand, int month) {
        LocalDate start = LocalDate.of(2024, month, 1);
        return SalesReport.newBuilder()
                .setEventId("librdkafka-" + brand + "-" + month)
                .setBrand(name(brand))
                .setMeasure(Measure.DELIVERIES)
                .setPeriodStart(start)
                .setGranularity(Granularity.MONTH)
                .setUnits(units(brand, month))
                .setQualifier(Qualifier.EXACT)
                .setSource("maker")
                .setSourceTier(SourceTier.OFFICIAL)
                .setPublishedAt(start.plusMonths(1).atTime(2, 0).toInstant(ZoneOffset.UTC))
                .build();
    }

    private static String name(int brand) {
        return "brand-" + brand;
    }

    private static long units(int brand, int month) {
        return 1_000L + 10L * brand + month;
    }

    private static int misplaced(Settings settings) {
        List<Integer> partitions = new ArrayList<>();
        try (TopicReader reader =
                new TopicReader(settings.kafka(), settings.topics().sales(), Duration.ofSeconds(30))) {
            reader.readAll(record -> {
                if (BuiltInPartitioner.partitionForKey(record.key(), PARTITIONS) != record.partition()) {
                    partitions.add(record.partition());
                }
            });
        }
        return partitions.size();
    }

    private JsonNode get(String address) throws Exception {
        return json.readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
