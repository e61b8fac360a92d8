package io.bellwether.consumer.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.route.AlertGroups.Group;
import io.bellwether.consumer.route.AlertGroups.Member;
import io.bellwether.consumer.route.Routes;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;

/** The state of {@link AlertGroups} as rows of an {@link Outbox}. */
final class AlertGroupRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    static {
        AvroSerdes.trustRecords();
    }

    private AlertGroupRows() {}

    static AlertGroups read(Connection opened, Routes routes, String receiver) throws SQLException {
        return new AlertGroups(routes, receiver, members(opened), groups(opened));
    }

    static Set<String> openAlerts(Connection opened) throws SQLException {
        Set<String> open = new HashSet<>();
        members(opened).forEach((id, member) -> {
            if (member.alert().getStatus() != AlertStatus.RESOLVED) {
                open.add(id);
            }
        });
        return open;
    }

    private static Map<String, Member> members(Connection opened) throws SQLException {
        BinaryMessageDecoder<Alert> decoder = Alert.createDecoder(schemas(opened));
        Map<String, Member> members = new HashMap<>();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT alert, group_key, told FROM alerts")) {
            while (row.next()) {
                Alert alert = decoder.decode(row.getBytes(1));
                members.put(alert.getAlertId(), new Member(alert, row.getString(2), row.getInt(3)));
            }
        } catch (IOException e) {
            throw new SQLException("an alert in the outbox cannot be read: " + e.getMessage(), e);
        }
        return members;
    }

    /** The schemas of the stored alerts, and the current one. */
    private static SchemaStore schemas(Connection opened) throws SQLException {
        Schema own = Alert.getClassSchema();
        try (PreparedStatement insert =
                opened.prepareStatement("INSERT INTO alert_schemas VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, SchemaNormalization.parsingFingerprint64(own));
            insert.setString(2, own.toString());
            insert.executeUpdate();
        }
        SchemaStore.Cache schemas = new SchemaStore.Cache();
        try (Statement select = opened.createStatement();
                ResultSet row = select.executeQuery("SELECT text FROM alert_schemas")) {
            while (row.next()) {
                schemas.addSchema(new Schema.Parser().parse(row.getString(1)));
            }
        }
        return schemas;
    }

    private static Map<String, Group> groups(Connection opened) throws SQLException {
        Map<String, Group> groups = new HashMap<>();
        try (Statement select = opened.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT group_key, route, labels, due_at, sent_at FROM alert_groups")) {
            while (row.next()) {
                Instant due = Instant.ofEpochMilli(row.getLong(4));
                long sent = row.getLong(5);
                Instant sentAt = row.wasNull() ? null : Instant.ofEpochMilli(sent);
                groups.put(row.getString(1), new Group(row.getString(2), labels(row.getString(3)), due, sentAt));
            }
        }
        return groups;
    }

    private static Map<String, String> labels(String json) throws SQLException {
        try {
            return JSON.readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new SQLException("a group in the outbox cannot be read", e);
        }
    }

    static void write(Connection opened, AlertGroups groups) throws SQLException {
        try (PreparedStatement put = opened.prepareStatement("REPLACE INTO alerts VALUES (?, ?, ?, ?)");
                PreparedStatement delete = opened.prepareStatement("DELETE FROM alerts WHERE alert_id = ?")) {
            for (Map.Entry<String, Optional<Member>> each :
                    groups.changedMembers().entrySet()) {
                if (each.getValue().isPresent()) {
                    Member member = each.getValue().get();
                    put.setString(1, each.getKey());
                    put.setBytes(2, encoded(member.alert()));
                    put.setString(3, member.group());
                    put.setInt(4, member.notified());
                    put.executeUpdate();
                } else {
                    delete.setString(1, each.getKey());
                    delete.executeUpdate();
                }
            }
        }
        writeGroups(opened, groups.changedGroups());
    }

    private static void writeGroups(Connection opened, Map<String, Optional<Group>> changed) throws SQLException {
        try (PreparedStatement put = opened.prepareStatement("REPLACE INTO alert_groups VALUES (?, ?, ?, ?, ?)");
                PreparedStatement delete = opened.prepareStatement("DELETE FROM alert_groups WHERE group_key = ?")) {
            for (Map.Entry<String, Optional<Group>> each : changed.entrySet()) {
                if (each.getValue().isPresent()) {
                    Group group = each.getValue().get();
                    put.setString(1, each.getKey());
                    put.setString(2, group.route());
                    put.setString(3, RecordJson.text(group.labels()));
                    put.setLong(4, group.due().toEpochMilli());
                    Instant sentAt = group.sentAt();
                    if (sentAt == null) {
                        put.setNull(5, Types.INTEGER);
                    } else {
                        put.setLong(5, sentAt.toEpochMilli());
                    }
                    put.executeUpdate();
                } else {
                    delete.setString(1, each.getKey());
                    delete.executeUpdate();
                }
            }
        }
    }

    private static byte[] encoded(Alert alert) throws SQLException {
        try {
            ByteBuffer buffer = Alert.getEncoder().encode(alert);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SQLException("an alert cannot be written", e);
        }
    }
}
