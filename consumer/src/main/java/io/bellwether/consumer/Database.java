package io.bellwether.consumer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** In what databases differ; the rest is {@link JdbcSink}'s. */
interface Database {

    /** As a person would name it; holds no secrets. */
    String name();

    /**
     * Makes sure that no other process writes alerts there until {@link #release()}.
     *
     * @throws AlertConsumerException if one does already
     */
    void claim();

    /** A connection in auto-commit mode, whose commits survive a power cut. */
    Connection connect() throws SQLException;

    /** Column type of an instant. */
    String instantType();

    /** Sets a parameter of that type. */
    void setInstant(PreparedStatement statement, int index, Instant instant) throws SQLException;

    /** Whether the same transaction may succeed later: busy, full, connection lost. */
    boolean retryable(SQLException error);

    /** Gives the claim back; may be called without one. */
    void release();
}
