package io.bellwether.streams.processor;

import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.store.AlertHistory;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Who has seen which alert, kept beside the alerts. It does not matter whether an acknowledgement or its alert comes
 * first: each is kept, and whichever comes second brings them together.
 */
final class Acknowledgements {

    private static final int MAX_BY = 200;
    private static final int MAX_NOTE = 2_000;

    private final String topic;
    private final RecordDecoder decoder;
    private final KeyValueStore<byte[], byte[]> byAlert;
    private final KeyValueStore<byte[], byte[]> alerts;
    private final AlertHistory history;

    Acknowledgements(
            TopologyConfig config,
            KeyValueStore<byte[], byte[]> byAlert,
            KeyValueStore<byte[], byte[]> alerts,
            AlertHistory history) {
        this.topic = config.topics().acknowledgements();
        this.decoder = new RecordDecoder(config.serdes());
        this.byAlert = byAlert;
        this.alerts = alerts;
        this.history = history;
    }

    /** Reads the acknowledgement of the alert that is the record's key. */
    DecodedRecord<Acknowledgement> decode(Record<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0) {
            return DecodedRecord.refused("", "the key must be the id of an alert");
        }
        DecodedRecord<Acknowledgement> decoded = decoder.read(topic, Acknowledgement.class, record.value());
        if (decoded instanceof DecodedRecord.Accepted<Acknowledgement> accepted) {
            String by = accepted.record().getBy();
            String note = accepted.record().getNote();
            if (by.isBlank() || by.length() > MAX_BY) {
                return DecodedRecord.refused("by", "must be 1 to " + MAX_BY + " characters");
            }
            if (note.isBlank() || note.length() > MAX_NOTE) {
                return DecodedRecord.refused("note", "must be 1 to " + MAX_NOTE + " characters");
            }
        }
        return decoded;
    }

    /**
     * Keeps an acknowledgement, and shows it on the alert if that is known and its episode goes on.
     *
     * @param alertKey the key of an alert among those that stand
     */
    void take(byte[] alertId, Acknowledgement acknowledgement, Function<Alert, byte[]> alertKey) {
        byAlert.put(alertId, Encoding.ACKNOWLEDGEMENT.encode(acknowledgement));
        String id = new String(alertId, StandardCharsets.UTF_8);
        byte[] first = history.get(id, 1);
        if (first == null) {
            return;
        }
        byte[] key = alertKey.apply(decoded(first));
        byte[] current = alerts.get(key);
        if (current == null || !decoded(current).getAlertId().equals(id)) {
            return;
        }
        Alert now = AlertCodec.acknowledged(decoded(current), acknowledgement);
        alerts.put(key, encoded(now));
        byte[] last = history.get(id, now.getSequence());
        if (last != null) {
            history.put(id, now.getSequence(), encoded(AlertCodec.acknowledged(decoded(last), acknowledgement)));
        }
    }

    /** An alert with what was said of it. */
    Alert with(Alert alert) {
        byte[] said = byAlert.get(alert.getAlertId().getBytes(StandardCharsets.UTF_8));
        return said == null ? alert : AlertCodec.acknowledged(alert, Encoding.ACKNOWLEDGEMENT.decode(said));
    }

    private static Alert decoded(byte[] alert) {
        return Encoding.ALERT.decode(alert);
    }

    private static byte[] encoded(Alert alert) {
        return Encoding.ALERT.encode(alert);
    }
}
