package io.bellwether.consumer.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that say where a consumer resumes: {@code consumer_offsets}, and {@code consumer_origin} with the topic that
 * the offsets belong to. Every method runs within its caller's transaction.
 */
public final class ConsumerTables {

    private ConsumerTables() {}

    /** Partition -> offset to resume at. */
    public static Map<Integer, Long> offsets(Connection opened) throws SQLException {
        Map<Integer, Long> offsets = new HashMap<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT topic_partition, next_offset FROM consumer_offsets")) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
            }
        }
        return offsets;
    }

    /** Moves offsets forward; a smaller one changes nothing. */
    public static void keepOffsets(Connection opened, Map<Integer, Long> offsets) throws SQLException {
        try (PreparedStatement upsert =
                opened.prepareStatement("INSERT INTO consumer_offsets (topic_partition, next_offset) VALUES (?, ?)"
                        + " ON CONFLICT (topic_partition) DO UPDATE SET next_offset = excluded.next_offset"
                        + " WHERE excluded.next_offset > consumer_offsets.next_offset")) {
            for (Map.Entry<Integer, Long> next : offsets.entrySet()) {
                upsert.setInt(1, next.getKey());
                upsert.setLong(2, next.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /**
     * Records a property of the origin where it has no value yet.
     *
     * @return the value that it has, if that is another one
     */
    public static Optional<String> bind(Connection opened, String name, String value) throws SQLException {
        try (PreparedStatement select = opened.prepareStatement("SELECT value FROM consumer_origin WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    String known = row.getString(1);
                    return known.equals(value) ? Optional.empty() : Optional.of(known);
                }
            }
        }
        try (PreparedStatement insert =
                opened.prepareStatement("INSERT INTO consumer_origin (name, value) VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.executeUpdate();
        }
        return Optional.empty();
    }
}
