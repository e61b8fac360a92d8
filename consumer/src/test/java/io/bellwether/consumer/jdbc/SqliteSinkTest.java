package io.bellwether.consumer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.text.FileSinkContract;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

public class SqliteSinkTest extends FileSinkContract {

    private static final PositionedAlert OPENED =
            SampleAlerts.at(0, 1, SampleAlerts.builder().build());
    private static final PositionedAlert RESOLVED = SampleAlerts.at(
            0,
            2,
            SampleAlerts.builder()
                    .setSequence(2)
                    .setStatus(AlertStatus.RESOLVED)
                    .setSeverity(Severity.CRITICAL)
                    .build());

    private Path file() {
        return folder.resolve("alerts.db");
    }

    @Override
    protected AlertSink in(Path where) {
        return Sinks.parse("jdbc:sqlite:" + where.resolve("alerts.db"), System.out, false);
    }

    @Override
    protected void crash(AlertSink sink) {
        // A transaction never spans two calls: closing has nothing to commit.
        sink.close();
    }

    @Override
    public List<String> contents() throws SQLException {
        return contents(file());
    }

    public static List<String> contents(Path file) throws SQLException {
        return query(
                file,
                "SELECT topic_partition || '/' || topic_offset || ' ' || alert_id || '#' || sequence"
                        + " FROM transitions ORDER BY rowid");
    }

    static List<String> query(Path file, String sql) throws SQLException {
        return Rows.of("jdbc:sqlite:" + file, sql);
    }

    @Test
    void shouldHoldTheCurrentStateTheHistoryAndTheEvidence() throws SQLException {
        deliver(new AlertBatch(List.of(OPENED, RESOLVED), Map.of(0, 3L)));

        assertThat(query(
                        file(),
                        "SELECT alert_id, sequence, status, severity, opened_at, began_on, began_before FROM alerts"))
                .containsExactly("alert-1|2|RESOLVED|CRITICAL|2025-02-15T08:00:00.000000Z|2025-02-15|0");
        assertThat(query(file(), "SELECT sequence, status FROM transitions ORDER BY sequence"))
                .containsExactly("1|OPENED", "2|RESOLVED");
        assertThat(query(
                        file(),
                        "SELECT sequence, name, period, value, source, event_ids, metrics FROM evidence"
                                + " WHERE sequence = 2 ORDER BY value_number"))
                .containsExactly(
                        "2|DELIVERIES|2025-01|20000.0|xiaomi-ev|[\"event-1\"]|[\"deliveries_mom\"]",
                        "2|CAPACITY|2025-01-01|12500.5|xiaomi-ev|[\"event-1\"]|[\"deliveries_mom\"]",
                        "2|DELIVERIES|2024-12|25815.0|null|null|[\"deliveries_mom\"]",
                        "2|VLA ANNOUNCED|2025-01-09|null|xiaomi-ev|[\"event-1\"]|[\"deliveries_mom\"]");
        assertThat(query(
                        file(),
                        "SELECT json_extract(metric_values, '$[0].metric'), json_extract(labels, '$.team'), cause"
                                + " FROM alerts"))
                .containsExactly("lead_time_weeks|demand|");
        assertThat(query(file(), "SELECT topic_partition, next_offset FROM consumer_offsets"))
                .containsExactly("0|3");
    }

    @Test
    void shouldKeepAPositionWithoutTransitions() {
        deliver(new AlertBatch(List.of(), Map.of(0, 17L, 1, 0L)));

        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN).nextOffsets()).isEqualTo(Map.of(0, 17L, 1, 0L));
        }
    }

    @Test
    void shouldNotTurnTheStateBackWhenAnOldTransitionComesAgain() throws SQLException {
        deliver(new AlertBatch(List.of(OPENED, RESOLVED), Map.of(0, 3L)));

        deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));

        assertThat(query(file(), "SELECT sequence, status FROM alerts")).containsExactly("2|RESOLVED");
        assertThat(query(file(), "SELECT next_offset FROM consumer_offsets")).containsExactly("3");
    }

    @Test
    void shouldRefuseOffsetsOfAnotherClusterOrTopic() {
        deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));

        assertRefused(
                new Origin("cluster-b", "topic-id-a", "market.alerts"),
                "holds alerts of another Kafka cluster: cluster-a, not cluster-b");
        assertRefused(
                new Origin("cluster-a", "topic-id-a", "x-market.alerts"),
                "holds alerts of another topic: market.alerts, not x-market.alerts");
        assertRefused(
                new Origin("cluster-a", "topic-id-b", "market.alerts"),
                "holds alerts of a topic that was deleted and created again: id topic-id-a, not topic-id-b");
    }

    private void assertRefused(Origin origin, String reason) {
        try (AlertSink sink = sink()) {
            assertThatThrownBy(() -> sink.open(origin))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage("jdbc:sqlite:" + file() + ": " + reason
                            + "; its offsets mean nothing here, use another database");
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoDatabase() throws IOException {
        Files.writeString(file(), "these are my notes, ".repeat(100));

        try (AlertSink sink = sink()) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessageContaining("cannot be opened")
                    .hasMessageContaining("not a database");
        }
    }

    @Test
    void shouldLetOthersReadAndWriteBetweenBatches() throws SQLException {
        try (AlertSink sink = sink();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));

            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("CREATE TABLE notes (text TEXT)");

            assertThat(query(file(), "PRAGMA journal_mode")).containsExactly("wal");
            assertThat(query(file(), "SELECT count(*) FROM transitions")).containsExactly("1");
        }
    }

    @Test
    void shouldUndoTheWholeBatchWhenOneRowFails() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.execute("CREATE TRIGGER no_offsets BEFORE INSERT ON consumer_offsets"
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END");
            }

            DeliveryResult failed = sink.deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));

            assertThat(failed).isInstanceOf(DeliveryResult.Permanent.class);
            assertThat(contents()).isEmpty();
            assertThat(query(file(), "SELECT count(*) FROM evidence")).containsExactly("0");
        }
    }

    @Test
    void shouldDeliverAfterAFailureOnceItsCauseIsGone() throws SQLException {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            execute("CREATE TRIGGER no_rows BEFORE INSERT ON evidence BEGIN SELECT RAISE(ABORT, 'no'); END");
            sink.deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));
            execute("DROP TRIGGER no_rows");

            DeliveryResult result = sink.deliver(new AlertBatch(List.of(OPENED), Map.of(0, 2L)));

            assertThat(result).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(OPENED));
    }

    private void execute(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void shouldSurviveZeroCharactersInText() throws SQLException {
        PositionedAlert odd = SampleAlerts.at(
                0,
                0,
                SampleAlerts.builder()
                        .setMessage("a\u0000b'; DROP TABLE alerts; --")
                        .build());

        deliver(new AlertBatch(List.of(odd), Map.of(0, 1L)));

        assertThat(query(file(), "SELECT message FROM alerts")).containsExactly("a\uFFFDb'; DROP TABLE alerts; --");
    }

    private void deliver(AlertBatch batch) {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            assertThat(sink.deliver(batch)).isEqualTo(DeliveryResult.delivered());
        }
    }

    @Test
    void shouldGoOnInAFileMadeBeforeTablesHadAHistory() throws Exception {
        String before = new String(
                SqliteSinkTest.class.getResourceAsStream("without-history.sql").readAllBytes(), StandardCharsets.UTF_8);
        for (String statement : before.split(";\\R", -1)) {
            if (!statement.isBlank()) {
                execute(statement);
            }
        }

        try (AlertSink sink = sink()) {
            SinkState state = sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(OPENED, RESOLVED), Map.of(0, 3L)));

            assertThat(state).isEqualTo(new SinkState(Map.of(0, 2L), Set.of("alert-1")));
        }
        assertThat(contents()).containsExactly(shown(OPENED), shown(RESOLVED));
        assertThat(query(file(), "SELECT version, type FROM consumer_schema_history ORDER BY installed_rank"))
                .containsExactly("1|BASELINE", "2|SQL", "3|SQL");
    }

    @Test
    void shouldRefuseAFileOfAnEarlierVersion() throws SQLException {
        execute("CREATE TABLE consumer_origin (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)");
        execute("INSERT INTO consumer_origin VALUES ('schema_version', '1')");

        try (AlertSink sink = sink()) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage("jdbc:sqlite:" + file() + ": was written by another version of this program: tables 1;"
                            + " use another database");
        }
    }
}
