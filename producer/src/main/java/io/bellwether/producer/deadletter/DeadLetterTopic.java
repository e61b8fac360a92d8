package io.bellwether.producer.deadletter;

import io.bellwether.producer.publish.Failures;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.TopicReader;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead letters, and what was done with them; only what is committed. One thread at a time. */
public final class DeadLetterTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublishSettings settings;
    private final TopicReader reader;

    /** Connects. */
    public DeadLetterTopic(PublishSettings settings) {
        this.settings = settings;
        this.reader = new TopicReader(settings.client(), settings.topics().deadLetters(), PATIENCE);
    }

    /**
     * The newest letters of a kind.
     *
     * @param most of them, 1 or more
     * @return oldest first
     * @throws PublishException if Kafka fails
     */
    public List<DeadLetterSummary> newest(DeadLetterFilter filter, int most) {
        Map<DeadLetterId, String> done = done();
        Comparator<DeadLetterSummary> byTime = Comparator.comparing(DeadLetterSummary::time)
                .thenComparing(letter -> letter.id().partition())
                .thenComparing(letter -> letter.id().offset());
        PriorityQueue<DeadLetterSummary> newest = new PriorityQueue<>(byTime);
        scan(record -> {
            DeadLetterSummary letter = head(record, done);
            if (!isMark(record) && filter.matches(letter)) {
                newest.add(letter);
                if (newest.size() > most) {
                    newest.remove();
                }
            }
        });
        return newest.stream().sorted(byTime).toList();
    }

    /**
     * Where the topic ends now.
     *
     * @throws PublishException if Kafka fails
     */
    public Map<TopicPartition, Long> end() {
        try {
            return reader.end();
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    /**
     * Hands out the letters of a kind that were written since.
     *
     * @param from where the topic ended
     * @return where it ends now
     * @throws PublishException if Kafka fails
     */
    public Map<TopicPartition, Long> since(
            Map<TopicPartition, Long> from, DeadLetterFilter filter, Consumer<DeadLetterSummary> each) {
        try {
            return reader.readFrom(from, record -> {
                DeadLetterSummary letter = head(record, Map.of());
                if (!isMark(record) && filter.matches(letter)) {
                    each.accept(letter);
                }
            });
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    /** One letter with its content; empty if there is none of that name. */
    public Optional<ConsumerRecord<byte[], byte[]>> find(DeadLetterId id) {
        try {
            return reader.find(id.partition(), id.offset()).filter(record -> !isMark(record));
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    /** What was done with which letters. */
    Map<DeadLetterId, String> done() {
        Map<DeadLetterId, String> done = new HashMap<>();
        scan(record -> {
            if (isMark(record)) {
                DeadLetterId.parse(DeadLetterSummary.header(record, DeadLetterHeaders.DONE_OF))
                        .ifPresent(id -> done.put(id, DeadLetterSummary.header(record, DeadLetterHeaders.DONE_BY)));
            }
        });
        return done;
    }

    /** What is known of a letter. */
    static DeadLetterSummary head(ConsumerRecord<byte[], byte[]> record, Map<DeadLetterId, String> done) {
        DeadLetterId id = new DeadLetterId(record.partition(), record.offset());
        return DeadLetterSummary.of(record, Optional.ofNullable(done.get(id)));
    }

    /** What is known of a letter; reads the topic for what was done with it. */
    public DeadLetterSummary head(ConsumerRecord<byte[], byte[]> record) {
        return head(record, done());
    }

    /** A dead letter has a reason; a mark of a replay has none, whatever headers the refused record had. */
    static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetterHeaders.REASON) == null
                && record.headers().lastHeader(DeadLetterHeaders.DONE_OF) != null;
    }

    /** Hands out every record that stands there now, oldest first in each partition. */
    void scan(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try {
            reader.readAll(each::accept);
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
