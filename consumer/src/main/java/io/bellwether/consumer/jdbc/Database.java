package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertConsumerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What differs between databases. */
public interface Database {

    /** The name to show; holds no secrets. */
    String name();

    /**
     * Locks the database against other processes until {@link #release()}, where it has such a lock.
     *
     * @throws AlertConsumerException if another process holds the lock
     */
    void claim();

    /** A connection in auto-commit mode, whose commits survive a power cut. */
    Connection connect() throws SQLException;

    /** Configures the transaction that just began; called before anything else in it. */
    void begin(Connection connection) throws SQLException;

    /** Waits until no other process creates or migrates the tables, and keeps others out until the connection is closed. */
    void lockMigrations(Connection connection) throws SQLException;

    /** Column type of an instant. */
    String instantType();

    /** Sets a parameter of that type. */
    void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException;

    /** Sets a parameter of the type DATE. */
    void setDay(PreparedStatement statement, int index, @Nullable LocalDate day) throws SQLException;

    /** Column type of a JSON text. */
    String jsonType();

    /** Sets a parameter of that type. */
    void setJson(PreparedStatement statement, int index, @Nullable String json) throws SQLException;

    /** Whether the same transaction may succeed later: busy, full, connection lost. */
    boolean retryable(SQLException error);

    /** The error in a line for the user, with advice where there is some. */
    String explained(SQLException error);

    /** Releases the lock, if it is held. */
    void release();
}
