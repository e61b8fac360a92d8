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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which consumer owns the tables ({@code consumer_owner}) and which topic they hold alerts of. Every method runs within
 * its caller's transaction.
 *
 * <p>The lock of a session ends with its connection, while its process may still believe that it holds it. Each consumer
 * that starts therefore takes the next generation, and each transaction locks the owner's row and writes only if it finds
 * its own generation there. A consumer that starts waits for a transaction in progress and sees its result.
 */
final class JdbcPosition {

    private final Database database;
    private long generation;

    JdbcPosition(Database database) {
        this.database = database;
    }

    /** Makes this consumer the owner. */
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

    /** Locks the owner's row until the transaction ends; false if another consumer has taken over. */
    boolean lock(Connection opened) throws SQLException {
        try (PreparedStatement update =
                opened.prepareStatement("UPDATE consumer_owner SET written_at = ? WHERE id = 1 AND generation = ?")) {
            database.setInstant(update, 1, Instant.now());
            update.setLong(2, generation);
            return update.executeUpdate() == 1;
        }
    }

    /** Why {@link #lock} failed. */
    String newOwner(Connection opened) throws SQLException {
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

    /** Records the topic the first time; fails for another one from then on. */
    void checkOrigin(Connection opened, Origin origin) throws SQLException {
        bind(opened, "cluster_id", origin.clusterId(), "holds alerts of another Kafka cluster:");
        bind(opened, "topic", origin.topic(), "holds alerts of another topic:");
        bind(opened, "topic_id", origin.topicId(), "holds alerts of a topic that was deleted and created again: id");
    }

    private void bind(Connection opened, String name, String value, String complaint) throws SQLException {
        Optional<String> other = ConsumerTables.bind(opened, name, value);
        if (other.isPresent()) {
            throw new AlertConsumerException(database.name() + ": " + complaint + " " + other.get() + ", not " + value
                    + "; its offsets mean nothing here, use another database");
        }
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
