package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class UpKillTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    void shouldComeToTheSameAfterAKillAsWithoutOne() throws Exception {
        // Given what all events come to without a kill, and a process killed while it works out half of them
        Path all = events("all", 1);
        Path half = events("half", 2);
        Outcome undisturbed = undisturbed(all);
        Path data = directory.resolve("killed");
        try (VerbProcess first = VerbProcess.up(data, "--events", half.toString())) {
            first.awaitLine("accepted");
            first.kill();
        }

        // When it starts again on its directory and all events are published
        try (VerbProcess second = VerbProcess.up(data, "--events", all.toString())) {
            Settings settings = second.awaitUp();
            second.awaitLine("accepted");
            assertThat(new CaughtUp(settings, () -> true).await(PATIENCE, () -> false))
                    .isTrue();

            // Then metrics and open alerts are the same, and SQLite has each transition of the topic once
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Outcome.read(settings).openAlerts()).isEqualTo(undisturbed.openAlerts()));
            Outcome outcome = Outcome.read(settings);
            assertThat(outcome.metrics()).isEqualTo(undisturbed.metrics());
            assertThat(outcome.openAlerts()).isEqualTo(undisturbed.openAlerts());
            assertThat(outcome.transitions()).isNotEmpty().doesNotHaveDuplicates();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(transitions(data.resolve("alerts.sqlite")))
                            .isEqualTo(outcome.transitions()));
            assertThat(second.stop()).isZero();
        }
    }

    private Outcome undisturbed(Path events) {
        try (AllInOne pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("undisturbed"),
                AllInOne.AllPorts.free(),
                Optional.empty())) {
            pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                    .join();
            assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
            return Outcome.read(pipeline.settings());
        }
    }

    /** Every so-many-th of the shipped events. */
    private Path events(String name, int every) throws Exception {
        Path shipped = directory.resolve("shipped");
        DemoData.write(shipped, LocalDate.MAX);
        Path folder = Files.createDirectories(directory.resolve(name));
        for (String file : List.of("sales.jsonl", "capacity.jsonl", "announcements.jsonl")) {
            List<String> lines = Files.readAllLines(shipped.resolve(file));
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < lines.size(); i += every) {
                kept.add(lines.get(i));
            }
            Files.write(folder.resolve(file), kept);
        }
        return folder;
    }

    private static List<String> transitions(Path database) throws SQLException {
        List<String> transitions = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select alert_id, sequence from transitions")) {
            while (rows.next()) {
                transitions.add(rows.getString(1) + " " + rows.getInt(2));
            }
        }
        return transitions.stream().sorted().toList();
    }
}
