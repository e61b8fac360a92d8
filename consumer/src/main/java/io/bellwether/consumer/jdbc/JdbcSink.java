package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.SinkUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes alerts to tables, exactly once: rows and the offsets after them are one transaction, which begins by reading the
 * offsets, so that a batch delivered again changes nothing, also after a commit whose result is unknown. The tables are
 * in {@code migrations}.
 */
public final class JdbcSink implements AlertSink {

    private final Database database;
    private final JdbcPosition position;
    private final JdbcTransactions transactions;
    /** The offsets of every transaction that the database has confirmed. */
    private final Map<Integer, Long> committed = new HashMap<>();

    JdbcSink(Database database) {
        this.database = database;
        this.position = new JdbcPosition(database);
        this.transactions = new JdbcTransactions(database);
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
            migrate();
            SinkState state = transactions.run(opened -> {
                position.takeOver(opened);
                position.checkOrigin(opened, origin);
                return new SinkState(ConsumerTables.offsets(opened), JdbcPosition.openAlerts(opened));
            });
            committed.clear();
            committed.putAll(state.nextOffsets());
            return state;
        } catch (SQLException e) {
            String reason = "cannot be opened: " + database.explained(e);
            if (database.retryable(e)) {
                throw new SinkUnavailableException(reason, e);
            }
            throw new AlertConsumerException(name() + ": " + reason, e);
        } catch (AlertConsumerException e) {
            // Rejected: its lock must not block the consumer that owns the tables.
            close();
            throw e;
        }
    }

    private void migrate() throws SQLException {
        try (Connection connection = database.connect();
                Connection lock = database.connect()) {
            new JdbcMigrations(database).run(connection, lock);
        }
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        try {
            DeliveryResult result = transactions.run(opened -> write(opened, batch));
            if (result instanceof DeliveryResult.Delivered) {
                batch.nextOffsets().forEach((partition, next) -> committed.merge(partition, next, Math::max));
            }
            return result;
        } catch (SQLException e) {
            String reason = "cannot be written: " + database.explained(e);
            return database.retryable(e) ? DeliveryResult.retryable(reason) : DeliveryResult.permanent(reason);
        }
    }

    private DeliveryResult write(Connection opened, AlertBatch batch) throws SQLException {
        if (!position.lock(opened)) {
            return DeliveryResult.permanent(position.newOwner(opened));
        }
        Map<Integer, Long> kept = ConsumerTables.offsets(opened);
        for (Map.Entry<Integer, Long> confirmed : committed.entrySet()) {
            long now = kept.getOrDefault(confirmed.getKey(), 0L);
            if (now < confirmed.getValue()) {
                // The alerts in between would be lost for good.
                return DeliveryResult.permanent("goes on at offset " + now + " of partition " + confirmed.getKey()
                        + " though it had kept all before " + confirmed.getValue()
                        + ", as after a failover that lost transactions; start again to go on from what it has");
            }
        }
        List<PositionedAlert> beyond = batch.transitions().stream()
                .filter(transition -> transition.offset() >= kept.getOrDefault(transition.partition(), 0L))
                .toList();
        try (JdbcWriter writer = new JdbcWriter(opened, database)) {
            writer.write(new AlertBatch(beyond, batch.nextOffsets()));
        }
        return DeliveryResult.delivered();
    }

    @Override
    public void close() {
        try {
            transactions.close();
        } catch (SQLException e) {
            throw new AlertConsumerException(name() + ": cannot be closed: " + database.explained(e), e);
        } finally {
            database.release();
        }
    }
}
