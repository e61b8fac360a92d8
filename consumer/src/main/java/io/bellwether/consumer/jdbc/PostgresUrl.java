package io.bellwether.consumer.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A URL of PostgreSQL's driver: the address, which may be shown, and the parameters, which may hold secrets. Every
 * parameter of the driver is passed through (TLS, schema, several hosts); time-outs have defaults, so that a broken
 * network is noticed.
 *
 * @param address the URL without parameters
 * @param parameters the driver's
 */
public record PostgresUrl(String address, Properties parameters) {

    public static final String SCHEME = "jdbc:postgresql:";

    private static final String FORM =
            "sink jdbc:postgresql: must be jdbc:postgresql://HOST:PORT/DATABASE?NAME=VALUE&...";
    private static final String HOST = "([\\w.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?";
    /** Hosts and a database's name; anything else may be a misplaced password. */
    private static final Pattern ADDRESS =
            Pattern.compile(SCHEME + "(//(" + HOST + "(," + HOST + ")*)?/[^/?#@&=;\\s]*|[^/?#@&=;:\\s]+)");

    /** Decodes parameters where the address cannot be the fault. */
    private static final String ANY_ADDRESS = SCHEME + "//127.0.0.1/postgres?";

    public PostgresUrl {
        parameters = (Properties) parameters.clone();
    }

    /**
     * Parses a URL.
     *
     * @param credentials used where the URL has none
     * @throws IllegalArgumentException for a bad URL; the message repeats nothing that may be a secret
     */
    public static PostgresUrl parse(String url, JdbcCredentials credentials) {
        int query = url.indexOf('?');
        String address = query < 0 ? url : url.substring(0, query);
        if (address.contains("@")) {
            throw new IllegalArgumentException(FORM + "; user and password go behind the ?, or into"
                    + " BELLWETHER_JDBC_USER and BELLWETHER_JDBC_PASSWORD");
        }
        if (!ADDRESS.matcher(address).matches() || Driver.parseURL(address, null) == null) {
            throw new IllegalArgumentException(FORM);
        }
        Properties parameters = parameters(query < 0 ? "" : url.substring(query + 1));
        setDefault(parameters, PGProperty.USER, credentials.user());
        setDefault(parameters, PGProperty.PASSWORD, credentials.password());
        setDefault(parameters, PGProperty.APPLICATION_NAME, "bellwether-alerts");
        setDefault(parameters, PGProperty.CONNECT_TIMEOUT, "10");
        setDefault(parameters, PGProperty.LOGIN_TIMEOUT, "20");
        setDefault(parameters, PGProperty.SOCKET_TIMEOUT, "30");
        setDefault(parameters, PGProperty.TCP_KEEP_ALIVE, "true");
        setDefault(parameters, PGProperty.TARGET_SERVER_TYPE, "primary");
        // Messages of the server may quote rows otherwise.
        setDefault(parameters, PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
        // The number of rows is wanted of each statement of a batch.
        PGProperty.REWRITE_BATCHED_INSERTS.set(parameters, "false");
        return new PostgresUrl(address, parameters);
    }

    private static Properties parameters(String query) {
        if (query.isEmpty()) {
            return new Properties();
        }
        Properties parameters = Driver.parseURL(ANY_ADDRESS + query, null);
        if (parameters == null) {
            throw new IllegalArgumentException(FORM + "; its parameters cannot be read");
        }
        for (PGProperty address : new PGProperty[] {PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME}) {
            parameters.remove(address.getName());
        }
        refuseUnknown(query);
        return parameters;
    }

    /** By its place, not its name: that may be a part of a password with an unescaped {@code &}. */
    private static void refuseUnknown(String query) {
        List<String> all = List.of(query.split("&", -1));
        for (int i = 0; i < all.size(); i++) {
            if (PGProperty.forName(all.get(i).split("=", 2)[0]) == null) {
                throw new IllegalArgumentException("sink jdbc:postgresql: the driver does not know parameter number "
                        + (i + 1) + " behind the ?; in a value, & is written %26");
            }
        }
    }

    private static void setDefault(Properties parameters, PGProperty property, @Nullable String value) {
        if (value != null && parameters.getProperty(property.getName()) == null) {
            property.set(parameters, value);
        }
    }

    /** How long the driver waits for an answer; 0 is for ever. */
    int socketTimeoutMs() {
        try {
            return Math.multiplyExact(PGProperty.SOCKET_TIMEOUT.getInt(parameters), 1000);
        } catch (SQLException | ArithmeticException e) {
            throw new IllegalArgumentException("sink jdbc:postgresql: socketTimeout must be a number of seconds");
        }
    }

    /** The address and which schema in it. */
    String shown() {
        String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(parameters);
        return schema == null ? address : address + "?" + PGProperty.CURRENT_SCHEMA.getName() + "=" + schema;
    }

    @Override
    public String toString() {
        return shown();
    }
}
