package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

/** The shipped years played in a short time. */
@Tag("broker")
class ReplayTest {

    @TempDir
    Path directory;

    private static List<String> asked(Path database, String query) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    @Test
    void shouldPlayTheDaysInTheirOrderSoThatAlertsOpenAndResolve() throws Exception {
        Path data = directory.resolve("data");

        Program demo = Program.run(
                "demo",
                "--until=2023-12-31",
                "--replay=1s",
                "--exit",
                "--data-dir=" + data,
                "--port=0",
                "--broker-port=0",
                "--registry-port=0");

        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("Watch it at http://127.0.0.1:", "signals stood on 2023-12-31");
        assertThat(demo.err().lines().filter(line -> line.matches("\\d{4}-\\d{2}-\\d{2}: \\d+ events?")))
                .hasSizeGreaterThan(30)
                .isSorted();
        // Alerts were seen on the days on which they began and ended, long before the last.
        Path database = data.resolve("alerts.sqlite");
        assertThat(asked(
                        database,
                        "SELECT substr(opened_at, 1, 10) || ' ' || status || ' ' || substr(updated_at, 1, 10) FROM alerts"
                                + " WHERE rule = 'DELIVERIES_SURGE' AND subject = 'nio'"))
                .containsExactly("2023-07-01 RESOLVED 2023-09-01");
        assertThat(asked(database, "SELECT DISTINCT substr(updated_at, 1, 7) FROM transitions"))
                .contains("2023-05", "2023-07", "2023-12");
    }

    @Test
    void shouldRefuseADirectoryInWhichThingsHaveHappened() throws Exception {
        Files.writeString(directory.resolve("something"), "");

        Program demo = Program.run("demo", "--replay=2m", "--data-dir=" + directory);

        assertThat(demo.status()).isEqualTo(2);
        assertThat(demo.err()).contains("empty data directory");
    }

    @Test
    void shouldSpreadTheDaysEvenlyOverTheTime() {
        Replay replay = new Replay(new TreeMap<>(), LocalDate.of(2025, 1, 1), Duration.ofSeconds(731));

        assertThat(replay.due(LocalDate.of(2021, 8, 18))).isZero();
        assertThat(replay.due(LocalDate.of(2023, 1, 1))).isZero();
        assertThat(replay.due(LocalDate.of(2023, 1, 2))).isEqualTo(Duration.ofSeconds(1));
        assertThat(replay.due(LocalDate.of(2024, 12, 31))).isEqualTo(Duration.ofSeconds(730));
    }

    @Test
    void shouldReadLengthsAndRefuseOthers() {
        Replay.Length lengths = new Replay.Length();

        assertThat(lengths.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(lengths.convert("1h30m5s")).isEqualTo(Duration.ofSeconds(5_405));
        for (String wrong : List.of("", "2", "m", "0s", "-2m", "25h", "2m 3s", "PT2M")) {
            assertThatThrownBy(() -> lengths.convert(wrong))
                    .as(wrong)
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("90s, 2m or 1h30m");
        }
    }
}
