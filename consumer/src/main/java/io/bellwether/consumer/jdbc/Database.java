package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertConsumerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** In what databases differ; the rest is {@link JdbcSink}'s. */
public interface Database {

    /** As a person would name it; holds no secrets. */
    String name();

    /**
     * Where the database can tell: makes sure that no other process writes alerts there until {@link #release()}.
     *
     * @throws AlertConsumerException if one does already
     */
    void claim();

    /** A connection in auto-commit mode, whose commits survive a power cut. */
    Connection connect() throws SQLException;

    /** Sets what holds for the transaction that just began; before anything else in it. */
    void begin(Connection connection) throws SQLException;

    /** Column type of an instant. */
    String instantType();

    /** Sets a parameter of that type. */
    void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException;

    /** Column type of a JSON text. */
    String jsonType();

    /** Sets a parameter of that type. */
    void setJson(PreparedStatement statement, int index, @Nullable String json) throws SQLException;

    /** Whether the same transaction may succeed later: busy, full, connection lost. */
    boolean retryable(SQLException error);

    /** The error in a line for the person who runs this, with what to do where that is known. */
    String explained(SQLException error);

    /** Gives the claim back; may be called without one. */
    void release();
}
