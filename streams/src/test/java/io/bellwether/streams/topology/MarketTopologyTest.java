package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.processor.DutyCycle;
import io.bellwether.streams.processor.TopologyConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;

/** The dataflow as it is drawn, and what passes through it. */
class MarketTopologyTest {

    private static final String GOLDEN = "market-topology.txt";
    private static final String REGISTRY = "market-topology";

    @Test
    void shouldBeWiredAsDrawn() throws Exception {
        // Given the drawing that is under version control
        TopologyConfig config = TopologyConfig.standard(new Topics(""), Map.of("schema.registry.url", "mock://golden"));

        // When
        String described =
                new MarketTopology(config).get().describe().toString().trim() + "\n";

        // Then
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(
                    Path.of("src/test/resources", getClass().getPackageName().replace('.', '/'), GOLDEN), described);
        } else {
            assertThat(described)
                    .as("The topology is not the one in " + GOLDEN + ". If that was intended, note that operators and"
                            + " stores that change their name leave their state behind, then run"
                            + " 'mvn -pl streams -am test -Dtest=MarketTopologyTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true' and commit the file.")
                    .isEqualTo(golden());
        }
    }

    @Test
    void shouldNameEveryOperatorItself() {
        // Given names that Kafka Streams makes up where none is given: they change with every operator added before
        TopologyConfig config = TopologyConfig.standard(new Topics(""), Map.of("schema.registry.url", "mock://golden"));

        // When
        String described = new MarketTopology(config).get().describe().toString();

        // Then
        assertThat(described).contains("brands").doesNotContainPattern("KSTREAM-|KTABLE-|STATE-STORE-|[0-9]{10}");
    }

    @Test
    void shouldPrefixEveryTopicItReadsAndWrites() {
        // Given
        TopologyConfig config =
                TopologyConfig.standard(new Topics("eu."), Map.of("schema.registry.url", "mock://golden"));

        // When
        String described = new MarketTopology(config).get().describe().toString();

        // Then
        assertThat(described)
                .contains("eu.market.sales", "eu.market.alerts")
                .doesNotContainPattern("[^.]market\\.[a-z]");
    }

    @Test
    void shouldPublishUnderTheKeysOfTheContract() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a model whose deliveries fall by half
            pipeline.publish(
                    "x DELIVERIES 2024-02 1000 model=M",
                    "x DELIVERIES 2024-03 1000 model=M",
                    "x DELIVERIES 2024-04 500 model=M");

            // When
            pipeline.settle();

            // Then
            assertThat(pipeline.<BrandMetrics>read(pipeline.topics.brandMetrics()))
                    .singleElement()
                    .satisfies(brand -> {
                        assertThat(brand.key).isEqualTo("x");
                        assertThat(brand.value.getBrand()).isEqualTo("x");
                        assertThat(brand.value.getEvidence()).isNotEmpty();
                    });
            assertThat(pipeline.<ModelMetrics>read(pipeline.topics.modelMetrics()))
                    .singleElement()
                    .satisfies(model -> {
                        assertThat(model.key).isEqualTo("x/M");
                        assertThat(model.value.getModel()).isEqualTo("M");
                        assertThat(model.value.getMetrics().getDeliveriesMom()).isEqualTo(-0.5);
                    });
            List<KeyValue<String, MarketView>> view = pipeline.read(pipeline.topics.view());
            assertThat(view).extracting(part -> part.key).containsExactly("market/brand/x", "market");
            assertThat(view.get(0).value.getBrands()).containsOnlyKeys("x");
            assertThat(view.get(1).value.getAsOf()).isEqualTo(LocalDate.of(2024, 5, 1));
            assertThat(view.get(1).value.getBrandCount()).isOne();
            assertThat(view.get(1).value.getBrands()).isEmpty();
            assertThat(pipeline.<Alert>read(pipeline.topics.alerts()))
                    .singleElement()
                    .satisfies(alert -> {
                        assertThat(alert.key).isEqualTo(alert.value.getAlertId());
                        assertThat(alert.value.getRule()).isEqualTo("DELIVERIES_SLUMP");
                        assertThat(alert.value.getScope()).isEqualTo("brand");
                        assertThat(alert.value.getStatus()).isEqualTo(AlertStatus.OPENED);
                        assertThat(alert.value.getOpenedAt()).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
                        assertThat(alert.value.getEvidence()).isNotEmpty();
                    });
        }
    }

    @Test
    void shouldSayOfAModelOnlyWhatIsNewsOfIt() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given two models, and days of a month that is not over
            pipeline.publish(
                            "x DELIVERIES 2024-03 1000 model=M",
                            "x DELIVERIES 2024-03 500 model=N",
                            "x DELIVERIES day:2024-04-02 7 model=N")
                    .settle();
            forget(pipeline);

            // When one has news, the brand has news, and the other sells as much on the first day of the next month
            pipeline.publish("x DELIVERIES 2024-03 1100 model=M at=2024-04-05").settle();
            List<String> ofModel = models(pipeline);
            pipeline.publish("x news at=2024-04-06").settle();
            List<String> ofBrand = models(pipeline);
            pipeline.publish("x DELIVERIES 2024-04 90 at=2024-05-01", "x DELIVERIES day:2024-05-02 7 model=N")
                    .settle();
            List<String> ofNextMonth = models(pipeline);

            // Then
            assertThat(ofModel).containsExactly("x/M");
            assertThat(ofBrand).isEmpty();
            assertThat(ofNextMonth).containsExactly("x/N");
        }
    }

    private static List<String> models(Pipeline pipeline) {
        return pipeline.<ModelMetrics>read(pipeline.topics.modelMetrics()).stream()
                .map(model -> model.key)
                .toList();
    }

    @Test
    void shouldWorkOutResultsOncePerBurst() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given thirty days of a month, and its slump on the way
            for (int day = 1; day <= 30; day++) {
                pipeline.publish("x DELIVERIES day:2024-04-%02d %d".formatted(day, day));
            }
            assertThat(pipeline.raw(pipeline.topics.brandMetrics())).isEmpty();

            // When
            pipeline.publish("x news at=2024-05-01").settle();

            // Then 1 + 2 + ... + 30
            assertThat(pipeline.<BrandMetrics>read(pipeline.topics.brandMetrics()))
                    .singleElement()
                    .satisfies(brand ->
                            assertThat(brand.value.getMetrics().getDeliveries()).isEqualTo(465L));
        }
    }

    @Test
    void shouldAddNothingForAnEventThatComesTwice() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given figures of every granularity, worked out
            String[] lines = {
                "x DELIVERIES 2024-03 1000",
                "x DELIVERIES week:2024-04-08 100",
                "x DELIVERIES day:2024-04-20 5",
                "x DELIVERIES 2024-Q1 2000",
                "x ORDERS 2024-03 10 model=M region=CN",
            };
            pipeline.publish(lines).settle();
            List<Bytes> stored = pipeline.statements("x");
            forget(pipeline);

            // When they come again
            pipeline.publish(lines).settle();

            // Then nothing is stored and nothing is said
            assertThat(stored).hasSize(5);
            assertThat(pipeline.statements("x")).isEqualTo(stored);
            for (String topic : outputs(pipeline.topics)) {
                assertThat(pipeline.raw(topic)).as(topic).isEmpty();
            }
        }
    }

    @Test
    void shouldStoreNothingTwice() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a restated figure, news, capacity and what a region's quarter was, which no sum tells apart
            String[] lines = {
                "x DELIVERIES 2024-03 1000",
                "x DELIVERIES 2024-03 1100 at=2024-05-01",
                "x DELIVERIES 2024-Q1 2000 region=CN",
                "x news at=2024-05-02",
                "x capacity P1 500 from=2024-01",
            };
            pipeline.publish(lines).settle();
            List<Bytes> stored = pipeline.statements("x");

            // When all comes again, the superseded figure too
            pipeline.publish(lines).settle();

            // Then
            assertThat(stored).hasSize(5);
            assertThat(pipeline.statements("x")).isEqualTo(stored);
        }
    }

    @Test
    void shouldSayNothingAgainWhereNewsChangesNoResult() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given
            pipeline.publish("x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 500")
                    .settle();
            forget(pipeline);

            // When a figure comes that was superseded before it arrived
            pipeline.publish("x DELIVERIES 2024-04 900 at=2024-04-30").settle();

            // Then it is kept for questions about the past, and nothing is said
            assertThat(pipeline.statements("x")).hasSize(3);
            for (String topic : outputs(pipeline.topics)) {
                assertThat(pipeline.raw(topic)).as(topic).isEmpty();
            }
        }
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        // Given
        TopologyConfig standard = TopologyConfig.standard(new Topics(""), Map.of());

        // When, then
        assertThatThrownBy(() -> with(standard, Duration.ZERO)).hasMessage("burst must be above zero, got: PT0S");
        assertThatThrownBy(() -> new DutyCycle(1, 0))
                .hasMessageContaining("must be above 0 to 1")
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new DutyCycle(0.1, 0.2)).hasMessageContaining("no more than of a flow");
        assertThatThrownBy(() -> new DutyCycle(1, Double.NaN)).hasMessageContaining("NaN");
    }

    private static TopologyConfig with(TopologyConfig config, Duration burst) {
        return new TopologyConfig(
                config.topics(),
                config.serdes(),
                burst,
                config.shares(),
                config.persistent(),
                config.rules(),
                config.replay(),
                config.brandNames(),
                config.clock(),
                config.timing());
    }

    private static List<String> outputs(Topics topics) {
        return List.of(
                topics.brandMetrics(), topics.modelMetrics(), topics.view(), topics.alerts(), topics.deadLetters());
    }

    private static void forget(Pipeline pipeline) {
        outputs(pipeline.topics).forEach(pipeline::raw);
    }

    private String golden() throws Exception {
        try (var file = Objects.requireNonNull(getClass().getResourceAsStream(GOLDEN), GOLDEN)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
