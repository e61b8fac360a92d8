package io.bellwether.consumer.jdbc;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors by their SQLSTATE (appendix A of its manual): which are temporary, and advice on the others. */
final class PostgresErrors {

    /** Connection lost, transaction rolled back by the server, out of resources, its system at fault. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "58");

    /** Cancelled or ended by an administrator, starting up or shutting down, a standby, locked, too long idle. */
    private static final Set<String> PASSING =
            Set.of("57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P02", "25P03", "25P04", "55P03", "55006");

    private static final String CREDENTIALS = "; user and password are taken from ?user=...&password=... of the URL,"
            + " BELLWETHER_JDBC_USER and BELLWETHER_JDBC_PASSWORD, or ~/.pgpass";

    private static final Map<String, String> ADVICE = Map.of(
            "28P01", CREDENTIALS,
            "28000", CREDENTIALS,
            "3D000", "; create it with CREATE DATABASE",
            "42501", "; what the user must be allowed to do is in docs/guide/postgresql.md",
            "42P01", "; a table was dropped or is another user's: start again to have it made, or take another schema",
            "57P04", "; the database was dropped");

    private PostgresErrors() {}

    static boolean retryable(SQLException error) {
        String state = state(error);
        if (state == null) {
            return error.getCause() instanceof IOException;
        }
        return PASSING.contains(state) || (state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }

    /** The server's or the driver's words, without the statement and its values, and what to do. */
    static String explained(SQLException error) {
        SQLException first = first(error);
        ServerErrorMessage server = first instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = server == null ? first.getMessage() : server.getMessage();
        String line = Objects.requireNonNullElse(message, first.getClass().getSimpleName())
                .replaceAll("\\s*\\R\\s*", " ");
        String state = state(error);
        return line
                + (state == null ? "" : " (SQLSTATE " + state + ")")
                + ADVICE.getOrDefault(Objects.requireNonNullElse(state, ""), "");
    }

    private static @Nullable String state(SQLException error) {
        return first(error).getSQLState();
    }

    /** Of a batch: the error of the statement that failed; the one around it quotes the whole statement. */
    private static SQLException first(SQLException error) {
        return error instanceof BatchUpdateException && error.getNextException() != null
                ? error.getNextException()
                : error;
    }
}
