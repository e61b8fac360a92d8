package io.bellwether.consumer.notify;

import io.bellwether.consumer.jdbc.ConsumerTables;
import io.bellwether.consumer.jdbc.Database;
import io.bellwether.consumer.jdbc.JdbcTransactions;
import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.Transition;
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
 * What a webhook has still to be told, in a SQLite file, together with the position behind it in the topic: a
 * transition is taken into the outbox in the same transaction that moves the position, and leaves it once the receiver
 * has answered. A crash in between sends the same message again, under the same id.
 *
 * <ul>
 *   <li>{@code outbox}: messages in the order in which they are to be sent
 *   <li>{@code alerts}, {@code alert_groups}: what the receiver has been told, see {@link AlertGroups}
 *   <li>{@code alert_schemas}: with which the alerts are written, so that a later version reads them
 *   <li>{@code consumer_offsets}, {@code consumer_origin}: where to go on, and in which topic of which cluster
 * </ul>
 *
 * <p>May be used from several threads. One process at a time: the file is locked.
 */
final class Outbox implements AutoCloseable {

    private static final String VERSION = "1";

    private final Database database;
    private final JdbcTransactions transactions;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();

    /** A message in the outbox; smaller numbers are sent earlier. */
    record Entry(long number, String lane) {}

    Outbox(Database database) {
        this.database = database;
        this.transactions = new JdbcTransactions(database);
    }

    /** Opens the file, and says what it remembers. */
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

    /** What the receiver has been told. */
    synchronized AlertGroups groups(Routes routes, String receiver) throws SQLException {
        return transactions.run(opened -> AlertGroupRows.read(opened, routes, receiver));
    }

    /** All that waits, the oldest first. */
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

    /** Whether a transition lies before the position: it was taken before. */
    synchronized boolean has(Transition transition) {
        return transition.offset() < nextOffsets.getOrDefault(transition.partition(), 0L);
    }

    /**
     * Keeps messages together with all that they follow from, or nothing.
     *
     * @param offsets partition -> offset to go on from
     * @param groups what the receiver has been told once it has these messages
     */
    synchronized List<Entry> keep(
            Map<Integer, Long> offsets, AlertGroups groups, List<OutboxMessage> parcels, Instant now)
            throws SQLException {
        Map<Integer, Long> next = new HashMap<>(nextOffsets);
        offsets.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        List<Entry> entries = transactions.run(opened -> {
            List<Entry> added = new ArrayList<>();
            for (OutboxMessage parcel : parcels) {
                added.add(insert(opened, parcel, now));
            }
            AlertGroupRows.write(opened, groups);
            ConsumerTables.keepOffsets(opened, next);
            return added;
        });
        nextOffsets.putAll(next);
        return entries;
    }

    private static Entry insert(Connection opened, OutboxMessage parcel, Instant now) throws SQLException {
        try (PreparedStatement insert = opened.prepareStatement(
                "INSERT INTO outbox (lane, origin, id, content_type, body, written_at) VALUES (?, ?, ?, ?, ?, ?)"
                        + " RETURNING number")) {
            insert.setString(1, parcel.lane());
            insert.setString(2, parcel.origin());
            insert.setString(3, parcel.message().id());
            insert.setString(4, parcel.message().contentType());
            insert.setString(5, parcel.message().body());
            insert.setLong(6, now.toEpochMilli());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Entry(row.getLong(1), parcel.lane());
            }
        }
    }

    /** A message that waits, and since when. */
    record Waiting(OutboxMessage parcel, Instant since) {}

    synchronized Waiting get(long number) throws SQLException {
        try (PreparedStatement select = transactions.opened()
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

    /** Forgets a message: it was delivered, or is kept elsewhere. */
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
