package io.bellwether.consumer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a {@link JdbcSink}, in SQL that SQLite and PostgreSQL both understand.
 *
 * <ul>
 *   <li>{@code alerts}: every alert as it is now, by {@code alert_id}
 *   <li>{@code transitions}: how it came to be, by {@code (alert_id, sequence)}, with metric values and labels as JSON
 *   <li>{@code evidence}: the statements behind a transition, a row a source; without a source where a value has none
 *   <li>{@code consumer_offsets}: where in the topic to go on
 *   <li>{@code consumer_origin}: which topic of which cluster that is, and the version of these tables
 * </ul>
 */
final class JdbcSchema {

    static final String VERSION = "2";

    /** Of alerts and transitions alike, in the order of {@link JdbcSink}'s parameters. */
    static final List<String> ALERT_COLUMNS = List.of(
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
            "topic_partition",
            "topic_offset");

    private JdbcSchema() {}

    static void create(Connection connection, Database database) throws SQLException {
        String alert = alertColumns(database.instantType());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS consumer_origin ("
                    + "name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS consumer_offsets ("
                    + "topic_partition INTEGER NOT NULL PRIMARY KEY, next_offset BIGINT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS alerts (" + alert + ", PRIMARY KEY (alert_id))");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS transitions (" + alert + ", PRIMARY KEY (alert_id, sequence))");
            statement.execute("CREATE TABLE IF NOT EXISTS evidence (alert_id TEXT NOT NULL, sequence INTEGER NOT NULL,"
                    + " value_number INTEGER NOT NULL, source_number INTEGER NOT NULL, name TEXT NOT NULL,"
                    + " period TEXT NOT NULL, value DOUBLE PRECISION, qualifier TEXT NOT NULL, source TEXT,"
                    + " source_tier TEXT, source_qualifier TEXT, published_at " + database.instantType() + ", url TEXT,"
                    + " event_ids TEXT, statement_count INTEGER, metrics TEXT NOT NULL,"
                    + " PRIMARY KEY (alert_id, sequence, value_number, source_number))");
        }
    }

    private static String alertColumns(String instant) {
        return "alert_id TEXT NOT NULL, sequence INTEGER NOT NULL, rule TEXT NOT NULL, rule_version TEXT NOT NULL,"
                + " scope TEXT NOT NULL, subject TEXT NOT NULL, brand TEXT, model TEXT, technology TEXT,"
                + " severity TEXT NOT NULL, status TEXT NOT NULL, opened_at " + instant + " NOT NULL,"
                + " updated_at " + instant + " NOT NULL, message TEXT NOT NULL, cause TEXT NOT NULL,"
                + " metric_values TEXT NOT NULL, labels TEXT NOT NULL,"
                + " topic_partition INTEGER NOT NULL, topic_offset BIGINT NOT NULL";
    }
}
