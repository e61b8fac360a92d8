package io.bellwether.producer.deadletter;

import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.producer.publish.PublishSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letters for whoever asks over HTTP: to see, to repair, to dismiss. Thread-safe; one question at a time, since
 * each reads the topic.
 */
public final class DeadLetters {

    private static final long PATIENCE_SECONDS = 10;

    private final PublishSettings settings;
    private final DeadLetterReplay.InputCheck check;
    private final ReentrantLock asked = new ReentrantLock();

    /** Connects with the first question. */
    public DeadLetters(PublishSettings settings, DeadLetterReplay.InputCheck check) {
        this.settings = settings;
        this.check = check;
    }

    /**
     * A letter with its content.
     *
     * @param content the bytes as received
     * @param fields as text, {@code detail.year} within the detail; none where it has none
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Letter(DeadLetterSummary summary, byte[] content, Map<String, String> fields) {}

    /**
     * The newest letters of a kind.
     *
     * @return oldest first
     * @throws PublishException if Kafka fails, or too many ask
     */
    public List<DeadLetterSummary> newest(DeadLetterFilter filter, int most) {
        return alone(() -> {
            try (DeadLetterTopic topic = new DeadLetterTopic(settings)) {
                return topic.newest(filter, most);
            }
        });
    }

    /**
     * One letter; empty if there is none of that name.
     *
     * @throws PublishException as {@link #newest} does
     */
    public Optional<Letter> find(DeadLetterId id) {
        return alone(() -> {
            try (DeadLetterTopic topic = new DeadLetterTopic(settings)) {
                return topic.find(id).map(record -> letter(topic, record));
            }
        });
    }

    private static Letter letter(DeadLetterTopic topic, ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                topic.head(record),
                record.value() == null ? new byte[0] : record.value(),
                DeadLetterContent.of(record).map(DeadLetterContent::fields).orElse(Map.of()));
    }

    /**
     * What a repair would publish; nothing is changed.
     *
     * @return empty if there is no such letter
     * @throws PublishException as {@link #newest} does
     */
    public Optional<ParsedEvent> attempt(DeadLetterId id, Repair repair) {
        return alone(() -> {
            try (DeadLetterTopic topic = new DeadLetterTopic(settings)) {
                return topic.find(id).map(record -> repair.event(record, settings.intake()));
            }
        });
    }

    /**
     * Publishes an event in place of a letter.
     *
     * @return empty if there is no such letter
     * @throws PublishException as {@link #newest} does
     */
    public Optional<DeadLetterReplay.Result> repair(DeadLetterId id, Repair repair) {
        return alone(() -> {
            try (DeadLetterReplay replay = new DeadLetterReplay(settings, check)) {
                return replay.repair(id, repair);
            }
        });
    }

    /**
     * Marks a letter as done.
     *
     * @return empty if there is no such letter
     * @throws PublishException as {@link #newest} does
     */
    public Optional<DeadLetterReplay.Result> dismiss(DeadLetterId id) {
        return alone(() -> {
            try (DeadLetterReplay replay = new DeadLetterReplay(settings, check)) {
                DeadLetterReplay.Result[] result = new DeadLetterReplay.Result[1];
                replay.dismiss(Set.of(id), (letter, what) -> result[0] = what);
                return Optional.ofNullable(result[0]);
            }
        });
    }

    private <T> T alone(Supplier<T> question) {
        boolean mine = false;
        try {
            mine = asked.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new PublishException("others ask for dead letters; try again", null);
            }
            return question.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted", e);
        } finally {
            if (mine) {
                asked.unlock();
            }
        }
    }
}
