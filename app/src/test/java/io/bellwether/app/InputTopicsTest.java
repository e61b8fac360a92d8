package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.instance.Instance;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.server.HttpSettings;
import io.bellwether.streams.runtime.Rebuild;
import io.bellwether.streams.runtime.StreamsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An instance that starts on input topics that are no longer those its state was made from. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
class InputTopicsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVENT = """
            {"type":"sales","brand":"nio","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
            "units":20000,"source":"nio-ir","source_tier":"OFFICIAL","published_at":"2024-11-01T02:00:00Z"}
            """;

    @TempDir
    Path directory;

    @Test
    void shouldSayAtOnceThatTheInputTopicsAreOthers(SharedCluster.Cluster cluster) throws Exception {
        // Given a pipeline that has processed an event
        Settings settings = cluster.prepared("inputs.", 3);
        Path file = Files.writeString(directory.resolve("events.jsonl"), EVENT);
        try (Instance instance = start(settings);
                Publisher publisher = Publisher.connect(settings.publishing())) {
            publisher.publish(EventSources.resolve(List.of(file.toString())), Progress.none());
            assertThat(new CaughtUp(settings, instance::isRunning).await(PATIENCE, () -> false))
                    .isTrue();
        }
        try (Admin admin = Admin.create(settings.kafka())) {

            // When there are more partitions, then the next start says so
            for (String input : settings.topics().inputs()) {
                KafkaFutures.await(admin.createPartitions(Map.of(input, NewPartitions.increaseTo(6)))
                        .all());
            }
            assertThat(failure(settings))
                    .contains("the input topics have 6 partitions, and this pipeline's state was made from 3")
                    .contains("When input topics change");
        }
    }

    @Test
    void shouldTakeUpMorePartitionsByARebuildWithoutTellingAnAlertTwice(SharedCluster.Cluster cluster)
            throws Exception {
        // Given a pipeline that has told of an alert, and whose partitions were raised
        Settings settings = cluster.prepared("rebuilt.", 3);
        try (Instance instance = start(settings)) {
            publish(settings, instance, event("08", 1000, "2024-09-01"), event("09", 1000, "2024-10-01"));
            publish(settings, instance, event("10", 300, "2024-11-01"));
            await().atMost(PATIENCE).until(() -> !alerts(settings).isEmpty());
            try (Admin admin = Admin.create(settings.kafka())) {
                assertThatThrownBy(() -> rebuild(admin, settings).plan())
                        .hasMessageContaining("stop all of them first");
            }
        }
        List<String> before = alerts(settings);
        try (Admin admin = Admin.create(settings.kafka())) {
            for (String input : settings.topics().inputs()) {
                KafkaFutures.await(admin.createPartitions(Map.of(input, NewPartitions.increaseTo(6)))
                        .all());
            }

            // When it is rebuilt, and the figure is corrected
            Rebuild rebuild = rebuild(admin, settings);
            Rebuild.Plan plan = rebuild.plan();
            rebuild.run(plan);
            assertThat(plan.records()).isPositive();
        }
        List<String> rebuilt;
        String figures;
        try (Instance instance = start(settings)) {
            await().atMost(PATIENCE).until(instance::isSettled);
            assertThat(new CaughtUp(settings, instance::isRunning).await(PATIENCE, () -> false))
                    .isTrue();
            rebuilt = alerts(settings);
            figures = instance.queries().brand("nio", null).value().toString();
            publish(settings, instance, event("10", 1000, "2024-11-02"));
            await().atMost(PATIENCE).until(() -> alerts(settings).size() > before.size());
        }

        // Then nothing was told again, and the alert goes on
        assertThat(rebuilt).isEqualTo(before).hasSize(1);
        assertThat(figures).contains("300");
        assertThat(alerts(settings)).last().asString().isEqualTo(before.get(0).replace("#1 OPENED", "#2 RESOLVED"));
    }

    private static Rebuild rebuild(Admin admin, Settings settings) {
        return new Rebuild(admin, new StreamsSettings(settings.topics(), Path.of(""), 1, settings.clients()));
    }

    private static String event(String month, int units, String publishedAt) {
        return EVENT.replace("2024-10-01", "2024-" + month + "-01")
                .replace("20000", String.valueOf(units))
                .replace("2024-11-01T02:00:00Z", publishedAt);
    }

    private void publish(Settings settings, Instance instance, String... lines) throws Exception {
        Path file = Files.writeString(Files.createTempFile(directory, "events", ".jsonl"), String.join("", lines));
        try (Publisher publisher = Publisher.connect(settings.publishing())) {
            publisher.publish(EventSources.resolve(List.of(file.toString())), Progress.none());
        }
        assertThat(new CaughtUp(settings, instance::isRunning).await(PATIENCE, () -> false))
                .isTrue();
    }

    /** Of what is told of falling deliveries: id, sequence and status. */
    private static List<String> alerts(Settings settings) {
        Deserializer<Alert> avro = AvroSerdes.deserializer(settings.registry());
        return TopicRecords.of(settings, List.of(settings.topics().alerts())).stream()
                .map(record -> avro.deserialize(record.topic(), record.value()))
                .filter(alert -> alert.getRule().equals("DELIVERIES_SLUMP"))
                .map(alert -> alert.getAlertId() + "#" + alert.getSequence() + " " + alert.getStatus())
                .toList();
    }

    private String failure(Settings settings) {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> start(settings).close());
        assertThat(failure.status()).isEqualTo(Failure.CANNOT_GO_ON);
        return failure.getMessage();
    }

    private Instance start(Settings settings) {
        return Instance.start(
                settings,
                new Instance.Config(
                        directory.resolve("state"),
                        1,
                        new HttpSettings("127.0.0.1", 0, Optional.empty()),
                        Optional.empty(),
                        Duration.ZERO,
                        false),
                Optional.empty());
    }
}
