package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.instance.Instance;
import io.bellwether.app.settings.Settings;
import io.bellwether.local.LocalCluster;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.server.HttpSettings;
import io.bellwether.streams.codec.MarketViewParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of one pipeline that come and go, and rules that change meanwhile. */
@Tag("broker")
class InstancesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static LocalCluster cluster;
    private static List<Path> parts;
    private static Program backtest;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(directory.resolve("cluster"));
        Path all = directory.resolve("events");
        DemoData.write(all, LocalDate.MAX);
        parts = split(all);
        backtest = Program.run(
                "backtest",
                all.toString(),
                "--out",
                directory.resolve("backtest").toString());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** The shipped events in folders of every so-many-th line, so that each tells of all brands and years. */
    private static List<Path> split(Path all) throws Exception {
        List<Path> folders = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Path folder = Files.createDirectories(directory.resolve("part-" + part));
            for (String file : List.of("sales.jsonl", "capacity.jsonl", "announcements.jsonl")) {
                List<String> lines = Files.readAllLines(all.resolve(file));
                List<String> kept = new ArrayList<>();
                for (int i = part; i < lines.size(); i += PARTS) {
                    kept.add(lines.get(i));
                }
                Files.write(folder.resolve(file), kept);
            }
            folders.add(folder);
        }
        return folders;
    }

    @Test
    void shouldComeToTheSameWithInstancesThatComeAndGo() throws Exception {
        // Given a pipeline on one instance
        Settings settings = pipeline("come-and-go.");
        Instance first = instance(settings, "first");
        publish(settings, 0);

        // When another joins, the first leaves in the middle of it, and comes back
        try (Instance second = instance(settings, "second")) {
            publish(settings, 1);
            first.close();
            publish(settings, 2);
            try (Instance again = instance(settings, "first")) {
                publish(settings, 3);
                caughtUp(settings, again, second);
            }
        }

        // Then the market, the metrics and the open alerts are those of a backtest, and no step is there twice
        Outcome outcome = Outcome.read(settings);
        assertThat(backtest.status()).isZero();
        assertThat(view(settings)).isEqualTo(backtestView());
        assertThat(outcome.openAlerts()).isEqualTo(openIn("backtest"));
        assertThat(outcome.transitions()).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellOfHistoryThatComesInPiecesOnlyWhatStandsAndSinceWhen() throws Exception {
        // Given
        Settings settings = pipeline("pieces.");
        try (Instance first = instance(settings, "pieces-first");
                Instance second = instance(settings, "pieces-second")) {
            // When the pieces come in another order
            publish(settings, List.of(parts.get(3), parts.get(1), parts.get(0), parts.get(2)));
            caughtUp(settings, first, second);
            List<ConsumerRecord<String, Alert>> steps = alerts(settings);

            // Then
            assertThat(steps).extracting(step -> step.value().getStatus()).containsOnly(AlertStatus.OPENED);
            assertThat(steps.stream()
                            .map(step -> name(step.value()) + " " + step.value().getBeganOn())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(beginningsInBacktest());
        }
    }

    private static List<String> beginningsInBacktest() throws Exception {
        List<String> beginnings = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("backtest").resolve("open-alerts.jsonl"))) {
            var alert = JSON.readTree(line);
            beginnings.add(
                    alert.get("rule").asText() + " " + alert.get("subject").asText() + " "
                            + alert.get("severity").asText() + " "
                            + alert.get("began_on").asText());
        }
        return beginnings;
    }

    @Test
    void shouldSwitchToOtherRulesWhileEventsFlow() throws Exception {
        // Given two instances, and events that flow
        Settings settings = pipeline("rules.");
        Path strict = rules("strict-1", "deliveries_mom <= 0.1");
        Path lenient = rules("lenient-1", "deliveries_mom <= 0.0");
        try (Instance first = instance(settings, "rules-first");
                Instance second = instance(settings, "rules-second")) {
            publish(settings, 0);
            caughtUp(settings, first, second);
            CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> {
                for (int part = 1; part < PARTS; part++) {
                    publish(settings, part);
                }
            });

            // When other rules are applied in the middle of it
            Program applied = apply(settings, strict);
            rest.join();
            caughtUp(settings, first, second);

            // Then what stands in the end is what these rules say of it all, and nothing is by a mix of both
            assertThat(applied.out()).contains("published version strict-1, 1 rule", "have switched to it");
            List<ConsumerRecord<String, Alert>> steps = alerts(settings);
            assertThat(open(steps)).isEqualTo(openAfterBacktest(strict));
            assertThat(versionsInOrder(steps)).containsExactly("shipped-2", "strict-1");

            // And when they change again while nothing else happens, only what they say otherwise moves
            int before = steps.size();
            apply(settings, lenient);
            caughtUp(settings, first, second);
            steps = alerts(settings);
            Set<String> noMore = openAfterBacktest(strict);
            noMore.removeAll(openAfterBacktest(lenient));
            assertThat(noMore).isNotEmpty();
            assertThat(steps.subList(before, steps.size()))
                    .allSatisfy(step -> assertThat(step.value().getStatus()).isEqualTo(AlertStatus.RESOLVED))
                    .extracting(step -> name(step.value()))
                    .containsExactlyInAnyOrderElementsOf(noMore);
        }

        // And another instance, without the state of the two, goes by the same rules
        int before = alerts(settings).size();
        try (Instance third = instance(settings, "rules-third")) {
            assertThat(apply(settings, lenient).out()).contains("version lenient-1 is applied already");
            apply(settings, strict);
            caughtUp(settings, third);
            List<ConsumerRecord<String, Alert>> steps = alerts(settings);
            assertThat(open(steps)).isEqualTo(openAfterBacktest(strict));
            assertThat(steps.subList(before, steps.size()))
                    .allSatisfy(
                            step -> assertThat(step.value().getRuleVersion()).isEqualTo("strict-1"));
        }
    }

    @Test
    void shouldRefuseOtherRulesUnderTheSameVersion() throws Exception {
        Settings settings = pipeline("same-version.");
        apply(settings, rules("mine-1", "deliveries_mom <= -0.1"));

        Program run = apply(settings, rules("mine-1", "deliveries_mom <= -0.2"));
        Program shown = program(settings, "rules", "applied");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("version mine-1 is applied already, with other rules");
        assertThat(shown.out()).contains("version: mine-1", "-0.1");
    }

    private static Settings pipeline(String prefix) {
        Settings settings =
                new Settings(cluster.bootstrapServers(), cluster.schemaRegistryUrl(), new Topics(prefix), Map.of());
        cluster.prepare(settings.topics(), 6);
        return settings;
    }

    private static Instance instance(Settings settings, String name) {
        return Instance.start(
                settings,
                new Instance.Config(
                        directory.resolve(name),
                        2,
                        new HttpSettings("127.0.0.1", 0, Optional.empty()).withPeers(0),
                        Optional.empty(),
                        Duration.ZERO,
                        false),
                Optional.empty());
    }

    private static void publish(Settings settings, int part) {
        publish(settings, List.of(parts.get(part)));
    }

    private static void publish(Settings settings, List<Path> folders) {
        try (Publisher publisher = Publisher.connect(PublishSettings.of(settings.topics(), settings.clients()))) {
            assertThat(publisher
                            .publish(
                                    EventSources.resolve(
                                            folders.stream().map(Path::toString).toList()),
                                    Progress.none())
                            .accepted())
                    .isPositive();
        }
    }

    private static void caughtUp(Settings settings, Instance... instances) {
        assertThat(new CaughtUp(settings, () -> List.of(instances).stream().allMatch(Instance::isSettled))
                        .await(PATIENCE, () -> false))
                .isTrue();
    }

    private static Path rules(String version, String when) throws Exception {
        return Files.writeString(directory.resolve(version + ".yaml"), """
                version: %s
                rules:
                  - {name: SLUMP, scope: brand, when: "%s", severity: WARNING, message: "{brand}: {deliveries_mom:percent}"}
                """.formatted(version, when));
    }

    private static Program apply(Settings settings, Path rules) {
        return program(settings, "rules", "apply", rules.toString());
    }

    private static Program program(Settings settings, String... verb) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(
                "--bootstrap-server",
                settings.bootstrapServers(),
                "--schema-registry",
                settings.schemaRegistry(),
                "--topic-prefix",
                settings.topics().prefix()));
        return Program.run(words.toArray(String[]::new));
    }

    private static Set<String> openAfterBacktest(Path rules) throws Exception {
        String name = "backtest-" + rules.getFileName();
        Program run = Program.run(
                "backtest",
                directory.resolve("events").toString(),
                "--rules",
                rules.toString(),
                "--out",
                directory.resolve(name).toString());
        assertThat(run.status()).isZero();
        return openIn(name);
    }

    private static Set<String> openIn(String backtestName) throws Exception {
        Set<String> open = new TreeSet<>();
        for (String line : Files.readAllLines(directory.resolve(backtestName).resolve("open-alerts.jsonl"))) {
            var alert = JSON.readTree(line);
            open.add(alert.get("rule").asText() + " " + alert.get("subject").asText() + " "
                    + alert.get("severity").asText());
        }
        return open;
    }

    private static String backtestView() throws Exception {
        return JSON.readTree(Files.readString(directory.resolve("backtest").resolve("market.json")))
                .toString();
    }

    private static String view(Settings settings) {
        Map<String, MarketView> parts = new HashMap<>();
        for (ConsumerRecord<String, MarketView> record :
                InstancesTest.<MarketView>records(settings, settings.topics().view())) {
            if (record.value() == null) {
                parts.remove(record.key());
            } else {
                parts.put(record.key(), record.value());
            }
        }
        return JSON.valueToTree(RecordJson.market(MarketViewParts.join(parts).orElseThrow()))
                .toString();
    }

    private static List<ConsumerRecord<String, Alert>> alerts(Settings settings) {
        List<ConsumerRecord<String, Alert>> alerts =
                new ArrayList<>(records(settings, settings.topics().alerts()));
        alerts.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
        return alerts;
    }

    private static String name(Alert alert) {
        return alert.getRule() + " " + alert.getSubject() + " " + alert.getSeverity();
    }

    private static Set<String> open(List<ConsumerRecord<String, Alert>> steps) {
        Map<String, String> open = new TreeMap<>();
        for (ConsumerRecord<String, Alert> step : steps) {
            open.remove(step.key());
            if (step.value().getStatus() != AlertStatus.RESOLVED) {
                open.put(step.key(), name(step.value()));
            }
        }
        return new TreeSet<>(open.values());
    }

    /** The rule versions in the order of the steps, each named again where it comes back. */
    private static List<String> versionsInOrder(List<ConsumerRecord<String, Alert>> steps) {
        List<String> versions = new ArrayList<>();
        for (ConsumerRecord<String, Alert> step : steps) {
            String version = step.value().getRuleVersion();
            if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(version)) {
                versions.add(version);
            }
        }
        return versions;
    }

    private static <T extends SpecificRecord> List<ConsumerRecord<String, T>> records(Settings settings, String topic) {
        Deserializer<T> values = AvroSerdes.deserializer(settings.registry());
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(properties, new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
