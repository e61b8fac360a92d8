package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertConsumerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates or migrates the tables of a {@link JdbcSink}. The scripts are the same for every database but for the types of
 * instants and JSON; {@code consumer_schema_history} has those that were applied.
 */
final class JdbcMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMigrations.class);

    private static final String SCRIPTS = "classpath:io/bellwether/consumer/migrations";
    private static final String HISTORY = "consumer_schema_history";
    /** The version in tables without a history, all of them V1. */
    private static final String VERSION_WITHOUT_HISTORY = "2";

    private final Database database;

    JdbcMigrations(Database database) {
        this.database = database;
    }

    /**
     * Runs the missing migrations. Flyway alone does not serialize its first run: of two processes that find no tables, one
     * may see those that the other is about to make, and take them for those of another program.
     *
     * @param connection of the database, in auto-commit mode
     * @param lock another one, which holds the lock until it is closed
     * @throws AlertConsumerException if the tables were made by another version of this program, or were changed
     */
    void run(Connection connection, Connection lock) throws SQLException {
        database.lockMigrations(lock);
        boolean withoutHistory = !exists(connection, HISTORY) && exists(connection, "consumer_origin");
        if (withoutHistory) {
            checkVersion(connection);
        }
        try {
            MigrateResult result = flyway(withoutHistory ? "1" : "0").migrate();
            if (result.migrationsExecuted > 0) {
                LOG.atInfo()
                        .setMessage("tables brought up to date")
                        .addKeyValue("sink", database.name())
                        .addKeyValue("from", result.initialSchemaVersion)
                        .addKeyValue("to", result.targetSchemaVersion)
                        .log();
            }
        } catch (FlywayException e) {
            throw sqlError(e);
        }
    }

    private Flyway flyway(String baseline) {
        return Flyway.configure(JdbcMigrations.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(new Connections(database))
                .locations(SCRIPTS)
                .table(HISTORY)
                .placeholders(Map.of("instant", database.instantType(), "json", database.jsonType()))
                // Other tables may stand beside ours.
                .baselineOnMigrate(true)
                .baselineVersion(baseline)
                // Tables of a newer version are refused.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (ResultSet row = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), table, new String[] {"TABLE"})) {
            return row.next();
        }
    }

    private void checkVersion(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT value FROM consumer_origin WHERE name = 'schema_version'");
                ResultSet row = select.executeQuery()) {
            String known = row.next() ? row.getString(1) : "unknown";
            if (!known.equals(VERSION_WITHOUT_HISTORY)) {
                throw new AlertConsumerException(
                        database.name() + ": was written by another version of this program: tables " + known
                                + "; use another database");
            }
        }
    }

    /** The database's own error if there is one behind it; else the tables are not what the scripts make. */
    private SQLException sqlError(FlywayException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        throw new AlertConsumerException(
                database.name() + ": its tables are not those of this version of the program: "
                        // What follows is advice for those who write migrations.
                        + String.valueOf(error.getMessage()).lines().limit(2).collect(Collectors.joining(" ")),
                error);
    }
}
