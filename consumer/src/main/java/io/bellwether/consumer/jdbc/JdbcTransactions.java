package io.bellwether.consumer.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Transactions on one connection, which is opened when it is needed. A transaction that fails closes it. Not thread-safe. */
public final class JdbcTransactions implements AutoCloseable {

    private final Database database;
    private @Nullable Connection connection;

    public JdbcTransactions(Database database) {
        this.database = database;
    }

    /** What a transaction does. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Commits the work, or undoes all of it and throws what it failed with. */
    public <T> T run(Work<T> work) throws SQLException {
        Connection opened = opened();
        try {
            opened.setAutoCommit(false);
            database.begin(opened);
            T result = work.on(opened);
            // JDBC commits on this. SQLite's driver would follow a commit() with the next BEGIN at once, and the write
            // lock would be held while no alert comes.
            opened.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            // Closing undoes the transaction, also where it is unknown whether its commit arrived.
            try {
                close();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** The connection in auto-commit mode, for a single statement. */
    public Connection opened() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.connect();
            connection = current;
        }
        return current;
    }

    /** Closes the connection; the next use opens another. */
    @Override
    public void close() throws SQLException {
        Connection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }
}
