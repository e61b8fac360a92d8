package io.bellwether.server.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wrote what, and who was refused: a log line each, and a record on {@code market.audit}, principal -> {@code {"version": 1,
 * "at", "principal", "action", "target", "outcome", "detail", "remote"}}. A request does not wait for
 * the audit topic; what cannot be written to it is logged. Thread-safe.
 */
public final class Audit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final Producer<String, byte[]> producer;

    private Audit(String topic, Producer<String, byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Connects.
     *
     * @param client Kafka client settings
     */
    public static Audit to(Topics topics, Map<String, ?> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // A request must not wait for a cluster that is away.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new Audit(
                topics.audit(), new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * An attempt to write, or one that was refused.
     *
     * @param principal who; empty if it is not known
     * @param action the method and the declared path
     * @param target the path as it was asked for
     * @param outcome the status of the answer
     * @param detail why it was refused, or what was written
     * @param remote the address that it came from
     */
    public record Entry(
            Instant at, String principal, String action, String target, int outcome, String detail, String remote) {}

    /** The log line of an entry. */
    public static void log(Entry entry) {
        LOG.atInfo()
                .addKeyValue("principal", cut(entry.principal()))
                .addKeyValue("action", entry.action())
                .addKeyValue("target", cut(entry.target()))
                .addKeyValue("outcome", entry.outcome())
                .addKeyValue("detail", cut(entry.detail()))
                .addKeyValue("remote", entry.remote())
                .log("audit");
    }

    /** Writes an entry; returns at once. */
    public void write(Entry entry) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("version", VERSION);
        value.put("at", entry.at().toString());
        value.put("principal", cut(entry.principal()));
        value.put("action", entry.action());
        value.put("target", cut(entry.target()));
        value.put("outcome", entry.outcome());
        value.put("detail", cut(entry.detail()));
        value.put("remote", entry.remote());
        try {
            byte[] json = JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
            // Not waited for; the callback gets a failure.
            Future<?> unused =
                    producer.send(new ProducerRecord<>(topic, cut(entry.principal()), json), (written, failure) -> {
                        if (failure != null) {
                            missed(failure);
                        }
                    });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (KafkaException e) {
            missed(e);
        }
    }

    private static void missed(Exception failure) {
        LOG.atWarn().addKeyValue("reason", failure.toString()).log("an entry is missing on the audit topic");
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    @Override
    public void close() {
        producer.close();
    }
}
