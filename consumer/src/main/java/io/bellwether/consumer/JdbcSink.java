package io.bellwether.consumer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Alerts into the tables of {@link JdbcSchema}, exactly once: rows and the position behind them are one transaction,
 * and a transition is told by its key, so that a batch delivered again changes nothing.
 */
final class JdbcSink implements AlertSink {

    private final Database database;
    private @Nullable Connection connection;

    JdbcSink(Database database) {
        this.database = database;
    }

    static JdbcSink sqlite(Path file) {
        return new JdbcSink(new SqliteDatabase(file));
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public SinkState open(Origin origin) {
        database.claim();
        try {
            return inTransaction(opened -> {
                JdbcSchema.create(opened, database);
                checkOrigin(opened, origin);
                return new SinkState(offsets(opened), openAlerts(opened));
            });
        } catch (SQLException e) {
            throw new AlertConsumerException(name() + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    private void checkOrigin(Connection opened, Origin origin) throws SQLException {
        bind(opened, "schema_version", JdbcSchema.VERSION, "was written by another version of this program: tables");
        bind(opened, "cluster_id", origin.clusterId(), "holds alerts of another Kafka cluster:");
        bind(opened, "topic", origin.topic(), "holds alerts of another topic:");
        bind(opened, "topic_id", origin.topicId(), "holds alerts of a topic that was deleted and created again: id");
    }

    /** Writes a property down the first time, and refuses another value from then on. */
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
            throw new AlertConsumerException(name() + ": " + complaint + " " + known + ", not " + value
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

    private static Map<Integer, Long> offsets(Connection opened) throws SQLException {
        Map<Integer, Long> offsets = new HashMap<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT topic_partition, next_offset FROM consumer_offsets")) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
            }
        }
        return offsets;
    }

    private static Set<String> openAlerts(Connection opened) throws SQLException {
        Set<String> open = new HashSet<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT alert_id FROM alerts WHERE status <> 'RESOLVED'")) {
            while (row.next()) {
                open.add(row.getString(1));
            }
        }
        return open;
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        try {
            return inTransaction(opened -> {
                try (JdbcWriter writer = new JdbcWriter(opened, database)) {
                    writer.write(batch);
                }
                return DeliveryResult.delivered();
            });
        } catch (SQLException e) {
            // The next attempt begins with a new connection; closing this one undoes what it had begun.
            disconnect();
            String reason = "cannot be written: " + e.getMessage();
            return database.retryable(e) ? DeliveryResult.retryable(reason) : DeliveryResult.permanent(reason);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        Connection opened = connected();
        opened.setAutoCommit(false);
        T result = work.on(opened);
        // JDBC commits on this. SQLite's driver would follow a commit() with the next BEGIN at once, and the write lock
        // would be held while no alert comes.
        opened.setAutoCommit(true);
        return result;
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.connect();
            connection = current;
        }
        return current;
    }

    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                throw new AlertConsumerException(name() + ": cannot be closed: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        try {
            disconnect();
        } finally {
            database.release();
        }
    }
}
