package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the tables are and where their consumer goes on: {@code consumer_owner}, {@code consumer_origin},
 * {@code consumer_offsets}. Every method runs within its caller's transaction.
 *
 * <p>A lock of a session ends with its connection, while the process behind it may still believe to hold it. So each
 * consumer that starts takes the next generation, and each transaction locks that row and finds its generation there,
 * or writes nothing. A transaction under way when another consumer starts is waited for, and is seen.
 */
final class JdbcPosition {

    private final Database database;
    private long generation;

    JdbcPosition(Database database) {
        this.database = database;
    }

    /** Becomes the one that may write. */
    void takeOver(Connection opened) throws SQLException {
        try (PreparedStatement update = opened.prepareStatement(
                "UPDATE consumer_owner SET generation = generation + 1, holder = ?, since = ? WHERE id = 1")) {
            update.setString(1, holder());
            database.setInstant(update, 2, Instant.now());
            update.executeUpdate();
        }
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT generation FROM consumer_owner WHERE id = 1")) {
            if (!row.next()) {
                throw new AlertConsumerException(database.name() + ": table consumer_owner has lost its row");
            }
            generation = row.getLong(1);
        }
    }

    private static String holder() {
        String process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }

    /** Keeps every other consumer out until the transaction ends; false if one has taken over. */
    boolean lock(Connection opened) throws SQLException {
        try (PreparedStatement update =
                opened.prepareStatement("UPDATE consumer_owner SET written_at = ? WHERE id = 1 AND generation = ?")) {
            database.setInstant(update, 1, Instant.now());
            update.setLong(2, generation);
            return update.executeUpdate() == 1;
        }
    }

    /** Why {@link #lock} failed. */
    String usurper(Connection opened) throws SQLException {
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT generation, holder, since FROM consumer_owner")) {
            if (!row.next()) {
                return "table consumer_owner has lost its row";
            }
            if (row.getLong(1) < generation) {
                return "has forgotten that this consumer took over, as after a failover that lost transactions;"
                        + " start again to go on from what it has";
            }
            return "another consumer has taken over: " + row.getString(2) + ", since " + row.getString(3)
                    + "; this one stops, nothing is lost";
        }
    }

    /** Writes down which topic this is, and refuses another from then on. */
    void checkOrigin(Connection opened, Origin origin) throws SQLException {
        bind(opened, "cluster_id", origin.clusterId(), "holds alerts of another Kafka cluster:");
        bind(opened, "topic", origin.topic(), "holds alerts of another topic:");
        bind(opened, "topic_id", origin.topicId(), "holds alerts of a topic that was deleted and created again: id");
    }

    private void bind(Connection opened, String name, String value, String complaint) throws SQLException {
        String known = property(opened, name);
        if (known == null) {
            try (PreparedStatement insert =
                    opened.prepareStatement("INSERT INTO consumer_origin (name, value) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, value);
                insert.executeUpdate();
            }
        } else if (!known.equals(value)) {
            throw new AlertConsumerException(database.name() + ": " + complaint + " " + known + ", not " + value
                    + "; its offsets mean nothing here, use another database");
        }
    }

    private static @Nullable String property(Connection opened, String name) throws SQLException {
        try (PreparedStatement select = opened.prepareStatement("SELECT value FROM consumer_origin WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Partition -> offset to go on from. */
    static Map<Integer, Long> offsets(Connection opened) throws SQLException {
        Map<Integer, Long> offsets = new HashMap<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT topic_partition, next_offset FROM consumer_offsets")) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
            }
        }
        return offsets;
    }

    /** Ids of the alerts that are not resolved. */
    static Set<String> openAlerts(Connection opened) throws SQLException {
        Set<String> open = new HashSet<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT alert_id FROM alerts WHERE status <> 'RESOLVED'")) {
            while (row.next()) {
                open.add(row.getString(1));
            }
        }
        return open;
    }
}
