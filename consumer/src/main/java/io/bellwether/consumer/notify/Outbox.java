package io.bellwether.consumer.notify;

import io.bellwether.consumer.jdbc.ConsumerTables;
import io.bellwether.consumer.jdbc.Database;
import io.bellwether.consumer.jdbc.JdbcTransactions;
import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.webhook.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages that a webhook has yet to send, in a SQLite file, together with the offsets in the alerts topic: a message
 * is added in the transaction that moves the offsets, and removed once the receiver has answered. After a crash in between
 * the same message is sent again, with the same id.
 *
 * <ul>
 *   <li>{@code outbox}: messages in the order in which they are sent; {@code lane} is the ordering key
 *   <li>{@code alerts}, {@code alert_groups}: what the receiver was notified of, see {@link AlertGroups}
 *   <li>{@code alert_schemas}: the schemas of the stored alerts, so that a later version reads them
 *   <li>{@code consumer_offsets}, {@code consumer_origin}: see {@link ConsumerTables}
 * </ul>
 *
 * <p>Thread-safe. One process at a time: the file is locked.
 */
final class Outbox implements AutoCloseable {

    private static final String VERSION = "1";

    private final Database database;
    private final JdbcTransactions transactions;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();

    /** A message in the outbox; smaller numbers are sent earlier. */
    record Entry(long number, String orderingKey) {}

    Outbox(Database database) {
        this.database = database;
        this.transactions = new JdbcTransactions(database);
    }

    /** Opens the file. */
    synchronized SinkState open(Origin origin) {
        database.claim();
        try {
            return transactions.run(opened -> {
                create(opened);
                bind(opened, "version", VERSION);
                bind(opened, "cluster_id", origin.clusterId());
                bind(opened, "topic", origin.topic());
                bind(opened, "topic_id", origin.topicId());
                nextOffsets.putAll(ConsumerTables.offsets(opened));
                return new SinkState(nextOffsets, AlertGroupRows.openAlerts(opened));
            });
        } catch (SQLException e) {
            throw new AlertConsumerException(database.name() + ": outbox cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void create(Connection opened) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS consumer_origin (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS consumer_offsets ("
                    + "topic_partition INTEGER PRIMARY KEY, next_offset INTEGER NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS alerts (alert_id TEXT PRIMARY KEY, alert BLOB NOT NULL,"
                    + " group_key TEXT NOT NULL, told INTEGER NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS alert_groups (group_key TEXT PRIMARY KEY,"
                    + " route TEXT NOT NULL, labels TEXT NOT NULL, due_at INTEGER NOT NULL, sent_at INTEGER)");
            statement.execute("CREATE TABLE IF NOT EXISTS alert_schemas (fingerprint INTEGER PRIMARY KEY, text TEXT)");
            statement.execute("CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " lane TEXT NOT NULL, origin TEXT NOT NULL, id TEXT NOT NULL, content_type TEXT NOT NULL,"
                    + " body TEXT NOT NULL, written_at INTEGER NOT NULL)");
        }
    }

    private void bind(Connection opened, String name, String value) throws SQLException {
        Optional<String> other = ConsumerTables.bind(opened, name, value);
        if (other.isPresent()) {
            throw new AlertConsumerException(database.name() + ": its outbox is of " + name + " " + other.get()
                    + ", not " + value + "; use another folder for outboxes");
        }
    }

    /** What the receiver was notified of. */
    synchronized AlertGroups groups(Routes routes, String receiver) throws SQLException {
        return transactions.run(opened -> AlertGroupRows.read(opened, routes, receiver));
    }

    /** All messages, oldest first. */
    synchronized List<Entry> waiting() throws SQLException {
        return transactions.run(opened -> {
            List<Entry> entries = new ArrayList<>();
            try (Statement select = opened.createStatement();
                    ResultSet row = select.executeQuery("SELECT number, lane FROM outbox ORDER BY number")) {
                while (row.next()) {
                    entries.add(new Entry(row.getLong(1), row.getString(2)));
                }
            }
            return entries;
        });
    }

    /** Whether a transition is before the stored offsets: it was handled before. */
    synchronized boolean has(PositionedAlert transition) {
        return transition.offset() < nextOffsets.getOrDefault(transition.partition(), 0L);
    }

    /**
     * Stores messages, offsets and groups in one transaction.
     *
     * @param offsets partition -> offset to resume at
     * @param groups what the receiver is notified of once it has these messages
     */
    synchronized List<Entry> keep(
            Map<Integer, Long> offsets, AlertGroups groups, List<OutboxMessage> messages, Instant now)
            throws SQLException {
        Map<Integer, Long> next = new HashMap<>(nextOffsets);
        offsets.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        List<Entry> entries = transactions.run(opened -> {
            List<Entry> added = new ArrayList<>();
            for (OutboxMessage message : messages) {
                added.add(insert(opened, message, now));
            }
            AlertGroupRows.write(opened, groups);
            ConsumerTables.keepOffsets(opened, next);
            return added;
        });
        nextOffsets.putAll(next);
        return entries;
    }

    private static Entry insert(Connection opened, OutboxMessage message, Instant now) throws SQLException {
        try (PreparedStatement insert = opened.prepareStatement(
                "INSERT INTO outbox (lane, origin, id, content_type, body, written_at) VALUES (?, ?, ?, ?, ?, ?)"
                        + " RETURNING number")) {
            insert.setString(1, message.orderingKey());
            insert.setString(2, message.origin());
            insert.setString(3, message.payload().id());
            insert.setString(4, message.payload().contentType());
            insert.setString(5, message.payload().body());
            insert.setLong(6, now.toEpochMilli());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Entry(row.getLong(1), message.orderingKey());
            }
        }
    }

    /** A message and since when it waits. */
    record Waiting(OutboxMessage message, Instant since) {}

    synchronized Waiting get(long number) throws SQLException {
        try (PreparedStatement select = transactions
                .opened()
                .prepareStatement(
                        "SELECT lane, origin, id, content_type, body, written_at FROM outbox WHERE number = ?")) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no message " + number + " in the outbox");
                }
                return new Waiting(
                        new OutboxMessage(
                                row.getString(1),
                                row.getString(2),
                                new Message(row.getString(3), row.getString(4), row.getString(5))),
                        Instant.ofEpochMilli(row.getLong(6)));
            }
        }
    }

    /** Removes a message that was delivered or became a dead letter. */
    synchronized void remove(long number) throws SQLException {
        try (PreparedStatement delete = transactions.opened().prepareStatement("DELETE FROM outbox WHERE number = ?")) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    boolean retryable(SQLException error) {
        return database.retryable(error);
    }

    @Override
    public synchronized void close() {
        try {
            transactions.close();
        } catch (SQLException e) {
            throw new AlertConsumerException(database.name() + ": outbox cannot be closed: " + e.getMessage(), e);
        } finally {
            database.release();
        }
    }
}
