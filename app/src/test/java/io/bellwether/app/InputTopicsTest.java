package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.instance.Instance;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.server.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
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
