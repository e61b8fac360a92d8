package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.SinkUnavailableException;
import io.bellwether.consumer.sink.Transition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts into tables, exactly once: rows and the position behind them are one transaction, which begins by reading that
 * position, so that a batch delivered again changes nothing, also where nobody knows whether its commit arrived. The
 * tables are in {@code migrations}.
 */
public final class JdbcSink implements AlertSink {

    private final Database database;
    private final JdbcPosition position;
    /** What the database has said to keep. */
    private final Map<Integer, Long> committed = new HashMap<>();

    private @Nullable Connection connection;

    JdbcSink(Database database) {
        this.database = database;
        this.position = new JdbcPosition(database);
    }

    public static JdbcSink sqlite(Path file) {
        return new JdbcSink(new SqliteDatabase(file));
    }

    public static JdbcSink postgres(String url, JdbcCredentials credentials) {
        return new JdbcSink(new PostgresDatabase(PostgresUrl.parse(url, credentials)));
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public SinkState open(Origin origin) {
        database.claim();
        try {
            new JdbcMigrations(database).run(connected());
            SinkState state = inTransaction(opened -> {
                position.takeOver(opened);
                position.checkOrigin(opened, origin);
                return new SinkState(JdbcPosition.offsets(opened), JdbcPosition.openAlerts(opened));
            });
            committed.clear();
            committed.putAll(state.nextOffsets());
            return state;
        } catch (SQLException e) {
            disconnect(e);
            String reason = "cannot be opened: " + database.explained(e);
            if (database.retryable(e)) {
                throw new SinkUnavailableException(reason, e);
            }
            throw new AlertConsumerException(name() + ": " + reason, e);
        } catch (AlertConsumerException e) {
            // Refused: what it had begun must not stay in the way of the consumer that goes on.
            close();
            throw e;
        }
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        try {
            DeliveryResult result = inTransaction(opened -> write(opened, batch));
            if (result instanceof DeliveryResult.Delivered) {
                batch.nextOffsets().forEach((partition, next) -> committed.merge(partition, next, Math::max));
            }
            return result;
        } catch (SQLException e) {
            // The next attempt begins with a new connection; closing this one undoes what it had begun.
            disconnect(e);
            String reason = "cannot be written: " + database.explained(e);
            return database.retryable(e) ? DeliveryResult.retryable(reason) : DeliveryResult.permanent(reason);
        }
    }

    private DeliveryResult write(Connection opened, AlertBatch batch) throws SQLException {
        if (!position.lock(opened)) {
            return DeliveryResult.permanent(position.usurper(opened));
        }
        Map<Integer, Long> kept = JdbcPosition.offsets(opened);
        for (Map.Entry<Integer, Long> said : committed.entrySet()) {
            long now = kept.getOrDefault(said.getKey(), 0L);
            if (now < said.getValue()) {
                // What lies between would be missing for ever if this went on.
                return DeliveryResult.permanent("goes on at offset " + now + " of partition " + said.getKey()
                        + " though it had kept all before " + said.getValue()
                        + ", as after a failover that lost transactions; start again to go on from what it has");
            }
        }
        List<Transition> beyond = batch.transitions().stream()
                .filter(transition -> transition.offset() >= kept.getOrDefault(transition.partition(), 0L))
                .toList();
        try (JdbcWriter writer = new JdbcWriter(opened, database)) {
            writer.write(new AlertBatch(beyond, batch.nextOffsets()));
        }
        return DeliveryResult.delivered();
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        Connection opened = connected();
        opened.setAutoCommit(false);
        database.begin(opened);
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

    private void disconnect(SQLException reason) {
        try {
            disconnect();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void disconnect() throws SQLException {
        Connection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        try {
            disconnect();
        } catch (SQLException e) {
            throw new AlertConsumerException(name() + ": cannot be closed: " + database.explained(e), e);
        } finally {
            database.release();
        }
    }
}
