package io.bellwether.consumer.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * User and password of a database server.
 *
 * @param user null: as the URL or the driver says
 * @param password null: as the URL or the driver says, which looks into {@code ~/.pgpass}
 */
public record JdbcCredentials(
        @Nullable String user, @Nullable String password) {

    /** Neither. */
    public static final JdbcCredentials NONE = new JdbcCredentials(null, null);

    @Override
    public String toString() {
        return "JdbcCredentials[user=" + user + ", password=" + (password == null ? "null" : "***") + "]";
    }
}
