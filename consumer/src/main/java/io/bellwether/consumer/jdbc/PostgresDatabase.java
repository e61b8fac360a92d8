package io.bellwether.consumer.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server. It takes no lock: the generation of {@link JdbcPosition} decides which consumer may write, and the
 * newest one wins.
 */
final class PostgresDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final Driver DRIVER = new Driver();

    /** Ends our writing transactions that are older than a time; each of them locks consumer_owner, and no other does. */
    private static final String END_ABANDONED = "SELECT count(pg_terminate_backend(session.pid))"
            + " FROM pg_locks held JOIN pg_stat_activity session ON session.pid = held.pid"
            + " WHERE held.relation = to_regclass('consumer_owner') AND held.mode = 'RowExclusiveLock' AND held.granted"
            + " AND session.datname = current_database() AND session.usename = current_user"
            + " AND session.xact_start < clock_timestamp() - ? * interval '1 millisecond'";

    private final PostgresUrl url;
    private final String beginning;

    PostgresDatabase(PostgresUrl url) {
        this.url = url;
        this.beginning = beginning(url.socketTimeoutMs());
    }

    /**
     * Settings of the transaction, not of the session, which a pooler may share. The server times out before the driver
     * does, and ends a transaction whose client is gone: its locks would block the same client when it is back. See also
     * {@link #endAbandoned}.
     */
    private static String beginning(int timeoutMs) {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
                + "; SET LOCAL lock_timeout = " + timeoutMs / 2
                + "; SET LOCAL statement_timeout = " + timeoutMs / 4 * 3
                + "; SET LOCAL idle_in_transaction_session_timeout = " + timeoutMs
                // A server set to lose the newest commits in a crash keeps these.
                + "; SELECT set_config('synchronous_commit', 'on', true)"
                + " WHERE current_setting('synchronous_commit') = 'off'";
    }

    @Override
    public String name() {
        return url.shown();
    }

    @Override
    public void claim() {
        // See above.
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DRIVER.connect(url.address(), url.parameters());
        if (connection == null) {
            throw new SQLException("the driver does not take " + name());
        }
        try {
            endAbandoned(connection);
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
        return connection;
    }

    /**
     * Ends transactions of clients that are gone. If the network breaks in the middle of a message, the server waits for
     * the rest beyond its own time-outs, and keeps its locks, while the client has given up and repeats the work.
     */
    private void endAbandoned(Connection connection) throws SQLException {
        if (url.socketTimeoutMs() == 0) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(END_ABANDONED)) {
            select.setInt(1, url.socketTimeoutMs());
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && row.getInt(1) > 0) {
                    LOG.atWarn()
                            .addKeyValue("sink", name())
                            .addKeyValue("sessions", row.getInt(1))
                            .log("ended what a client that is gone had left open");
                }
            }
        }
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(beginning);
        }
    }

    @Override
    public void lockMigrations(Connection connection) throws SQLException {
        // Of the transaction, not of the session, which a pooler may share.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('bellwether.consumer.migrations'))");
        }
    }

    @Override
    public String instantType() {
        return "TIMESTAMPTZ";
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        }
    }

    @Override
    public void setDay(PreparedStatement statement, int index, @Nullable LocalDate day) throws SQLException {
        statement.setObject(index, day, Types.DATE);
    }

    @Override
    public String jsonType() {
        return "JSONB";
    }

    @Override
    public void setJson(PreparedStatement statement, int index, @Nullable String json) throws SQLException {
        statement.setObject(index, json, Types.OTHER);
    }

    @Override
    public boolean retryable(SQLException error) {
        return PostgresErrors.retryable(error);
    }

    @Override
    public String explained(SQLException error) {
        return PostgresErrors.explained(error);
    }

    @Override
    public void release() {
        // Nothing is claimed.
    }
}
