package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch within the transaction that its caller commits. A transition that is already there is left as it is,
 * and nothing else is written for it.
 */
final class JdbcWriter implements AutoCloseable {

    /** Of alerts and transitions alike, in the order of {@link #setAlert}. */
    private static final List<String> ALERT = List.of(
            "alert_id",
            "sequence",
            "rule",
            "rule_version",
            "scope",
            "subject",
            "brand",
            "model",
            "technology",
            "severity",
            "status",
            "opened_at",
            "updated_at",
            "message",
            "cause",
            "metric_values",
            "labels",
            "began_on",
            "began_before",
            "topic_partition",
            "topic_offset");

    private static final String ALERT_COLUMNS = String.join(", ", ALERT);
    private static final String ALERT_VALUES = placeholders(ALERT.size());

    private static final String INSERT_TRANSITION = "INSERT INTO transitions (" + ALERT_COLUMNS + ") VALUES ("
            + ALERT_VALUES + ") ON CONFLICT (alert_id, sequence) DO NOTHING";

    private static final String UPSERT_ALERT = "INSERT INTO alerts (" + ALERT_COLUMNS + ") VALUES (" + ALERT_VALUES
            + ") ON CONFLICT (alert_id) DO UPDATE SET "
            + ALERT.stream()
                    .filter(column -> !column.equals("alert_id"))
                    .map(column -> column + " = excluded." + column)
                    .collect(Collectors.joining(", "))
            + " WHERE excluded.sequence > alerts.sequence";

    private static final String INSERT_EVIDENCE =
            "INSERT INTO evidence (alert_id, sequence, value_number, source_number, name,"
                    + " period, value, qualifier, source, source_tier, source_qualifier, published_at, url, event_ids,"
                    + " statement_count, metrics) VALUES (" + placeholders(16) + ")";

    private final Database database;
    private final PreparedStatement transitions;
    private final PreparedStatement alerts;
    private final PreparedStatement evidence;
    private final Connection connection;

    JdbcWriter(Connection connection, Database database) throws SQLException {
        this.connection = connection;
        this.database = database;
        transitions = connection.prepareStatement(INSERT_TRANSITION);
        alerts = connection.prepareStatement(UPSERT_ALERT);
        evidence = connection.prepareStatement(INSERT_EVIDENCE);
    }

    private static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    void write(AlertBatch batch) throws SQLException {
        List<PositionedAlert> all = batch.transitions();
        for (PositionedAlert transition : all) {
            setAlert(transitions, transition);
            transitions.addBatch();
        }
        int[] inserted = all.isEmpty() ? new int[0] : transitions.executeBatch();
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 1) {
                setAlert(alerts, all.get(i));
                alerts.addBatch();
                addEvidence(all.get(i).alert());
            }
        }
        alerts.executeBatch();
        evidence.executeBatch();
        ConsumerTables.keepOffsets(connection, batch.nextOffsets());
    }

    private void setAlert(PreparedStatement statement, PositionedAlert transition) throws SQLException {
        Alert alert = transition.alert();
        int i = 0;
        text(statement, ++i, alert.getAlertId());
        statement.setInt(++i, alert.getSequence());
        text(statement, ++i, alert.getRule());
        text(statement, ++i, alert.getRuleVersion());
        text(statement, ++i, alert.getScope());
        text(statement, ++i, alert.getSubject());
        text(statement, ++i, alert.getBrand());
        text(statement, ++i, alert.getModel());
        text(statement, ++i, alert.getTechnology());
        text(statement, ++i, alert.getSeverity().name());
        text(statement, ++i, alert.getStatus().name());
        database.setInstant(statement, ++i, alert.getOpenedAt());
        database.setInstant(statement, ++i, alert.getUpdatedAt());
        text(statement, ++i, alert.getMessage());
        text(statement, ++i, alert.getCause());
        database.setJson(statement, ++i, RecordJson.text(alert.getValues()));
        database.setJson(statement, ++i, RecordJson.text(alert.getLabels()));
        database.setDay(statement, ++i, alert.getBeganOn());
        statement.setBoolean(++i, alert.getBeganBefore());
        statement.setInt(++i, transition.partition());
        statement.setLong(++i, transition.offset());
    }

    private void addEvidence(Alert alert) throws SQLException {
        int valueNumber = 0;
        for (Evidence value : alert.getEvidence()) {
            valueNumber++;
            if (value.getSources().isEmpty()) {
                setEvidence(alert, valueNumber, value, 0);
                setNoSource();
                evidence.addBatch();
            }
            int sourceNumber = 0;
            for (EvidenceSource source : value.getSources()) {
                setEvidence(alert, valueNumber, value, ++sourceNumber);
                setSource(source);
                evidence.addBatch();
            }
        }
    }

    private void setEvidence(Alert alert, int valueNumber, Evidence value, int sourceNumber) throws SQLException {
        text(evidence, 1, alert.getAlertId());
        evidence.setInt(2, alert.getSequence());
        evidence.setInt(3, valueNumber);
        evidence.setInt(4, sourceNumber);
        text(evidence, 5, value.getName());
        text(evidence, 6, value.getPeriod());
        Double figure = value.getValue();
        if (figure == null) {
            evidence.setNull(7, Types.DOUBLE);
        } else {
            evidence.setDouble(7, figure);
        }
        text(evidence, 8, value.getQualifier().name());
        database.setJson(evidence, 16, RecordJson.text(value.getMetrics()));
    }

    private void setSource(EvidenceSource source) throws SQLException {
        text(evidence, 9, source.getSource());
        text(evidence, 10, source.getSourceTier().name());
        text(evidence, 11, source.getQualifier().name());
        database.setInstant(evidence, 12, source.getPublishedAt());
        text(evidence, 13, source.getUrl());
        database.setJson(evidence, 14, RecordJson.text(source.getEventIds()));
        evidence.setInt(15, source.getStatementCount());
    }

    private void setNoSource() throws SQLException {
        text(evidence, 9, null);
        text(evidence, 10, null);
        text(evidence, 11, null);
        database.setInstant(evidence, 12, null);
        text(evidence, 13, null);
        database.setJson(evidence, 14, null);
        evidence.setNull(15, Types.INTEGER);
    }

    /** Without zero characters, which PostgreSQL rejects and many tools take for the end of a text. */
    private static void text(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text.replace('\u0000', '\uFFFD'));
        }
    }

    @Override
    public void close() throws SQLException {
        transitions.close();
        alerts.close();
        evidence.close();
    }
}
