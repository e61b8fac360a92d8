package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.processor.DutyCycle;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.StoresState;
import io.bellwether.streams.rules.RulePack;
import io.bellwether.streams.topology.MarketTopology;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** The API over the topology under Kafka's test driver: real routes and real stores, and no broker. */
final class SampleApi implements AutoCloseable {

    private final Topics topics = new Topics("");
    private final Map<String, String> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final TopologyTestDriver driver;
    private final QueryServer server;

    /** Serves what becomes of events, a line each. */
    SampleApi(String... events) {
        SubjectRegistration.register(topics, serdes);
        TopologyConfig config = new TopologyConfig(
                topics,
                serdes,
                Duration.ofMillis(100),
                DutyCycle.UNLIMITED,
                false,
                RulePack.shipped(),
                TopologyConfig.SHIPPED,
                TopologyConfig.SHIPPED_NAMES,
                Optional.empty(),
                AlertTiming.AT_ONCE);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "sample");
        driver = new TopologyTestDriver(
                new MarketTopology(config).get(), properties, Instant.parse("2025-01-01T00:00:00Z"));
        publish(String.join("\n", events));
        // Once for the brands, once more for the market.
        driver.advanceWallClockTime(config.burst());
        driver.advanceWallClockTime(config.burst());
        server = QueryServer.start(new HttpSettings("127.0.0.1", 0, Optional.empty()), new PrometheusMetrics());
        MarketQueries queries = new MarketQueries(new StoresState(driver.getAllStateStores()::get, config), config);
        server.serve(new Services("sample", queries, null, null, null, null, Health.of(() -> true, () -> true)));
    }

    private void publish(String lines) {
        Serializer<SpecificRecord> serializer = AvroSerdes.serializer(serdes);
        EventSource source = EventSource.of(
                "events", EventFormat.JSON_LINES, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        EventReader.lines(List.of(source)).forEach(line -> {
            assertThat(line.result()).as(line.text()).isInstanceOf(ParsedEvent.Accepted.class);
            SpecificRecord event = ((ParsedEvent.Accepted) line.result()).event();
            String topic = event instanceof SalesReport
                    ? topics.sales()
                    : event instanceof CapacityReport ? topics.capacity() : topics.announcements();
            driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(
                            EventFields.brand(event).getBytes(StandardCharsets.UTF_8),
                            serializer.serialize(topic, event));
        });
    }

    HttpResponse<String> send(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    @Override
    public void close() {
        server.close();
        driver.close();
    }
}
