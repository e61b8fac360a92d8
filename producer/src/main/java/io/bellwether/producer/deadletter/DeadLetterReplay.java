package io.bellwether.producer.deadletter;

import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.publish.EventRecords;
import io.bellwether.producer.publish.Failures;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.TransactionalProducer;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead letters again, each exactly once: the event and the mark that its letter is done are one transaction, and
 * the latest run fences earlier ones. A run that is killed at any moment can be repeated.
 *
 * <p>A letter that would be refused again stays as it is. One thread at a time.
 */
public final class DeadLetterReplay implements AutoCloseable {

    private static final long MAX_BYTES = 8L << 20;
    private static final int MAX_LETTERS = 500;
    private static final long MAX_NANOS = 10_000_000_000L;

    private final PublishSettings settings;
    private final EventRecords records;
    private final InputCheck check;

    /** Prepares to feed letters. */
    public DeadLetterReplay(PublishSettings settings, InputCheck check) {
        this.settings = settings;
        this.records = new EventRecords(settings.topics(), settings.client());
        this.check = check;
    }

    /** What the topology says of a record on an input topic. */
    @FunctionalInterface
    public interface InputCheck {
        /** Why it is refused; null if it is not. */
        @Nullable
        Refusal refusal(String topic, byte @Nullable [] key, byte @Nullable [] value);
    }

    /** What became of a letter. */
    public sealed interface Result {

        /** Its event is on its topic, and it is done. */
        record Fed(String eventId) implements Result {}

        /** It is done, and nothing was published. */
        record Dismissed() implements Result {}

        /** Something was done with it before; nothing is changed. */
        record DoneBefore(String how) implements Result {}

        /** It would be refused again; nothing is changed. */
        record StillRefused(Refusal refusal) implements Result {}
    }

    /**
     * Is called with the result of each letter.
     *
     * <p>Called before the transaction is committed: only when the whole call returns has all of it happened.
     */
    @FunctionalInterface
    public interface Listener {
        void on(DeadLetterSummary letter, Result result);
    }

    /**
     * Feeds again, as they are, all open letters of a kind.
     *
     * @throws PublishException if Kafka or the registry fails, or another run takes over
     */
    public void replay(DeadLetterFilter filter, Listener listener) {
        each(filter::matches, Batch::feedAgain, listener);
    }

    /** Feeds again these letters, as they are. */
    public void replay(Set<DeadLetterId> ids, Listener listener) {
        each(letter -> ids.contains(letter.id()), Batch::feedAgain, listener);
    }

    /**
     * Marks all open letters of a kind as done, publishing nothing.
     *
     * @throws PublishException as {@link #replay(DeadLetterFilter, Listener)} does
     */
    public void dismiss(DeadLetterFilter filter, Listener listener) {
        each(filter::matches, Batch::dismiss, listener);
    }

    /** Marks these letters as done, publishing nothing. */
    public void dismiss(Set<DeadLetterId> ids, Listener listener) {
        each(letter -> ids.contains(letter.id()), Batch::dismiss, listener);
    }

    private interface Act {
        Result on(Batch batch, ConsumerRecord<byte[], byte[]> letter);
    }

    private void each(Predicate<DeadLetterSummary> wanted, Act act, Listener listener) {
        feeding((topic, batch) -> {
            Map<DeadLetterId, String> done = topic.done();
            topic.scan(record -> {
                batch.commitIfOld();
                if (DeadLetterTopic.isMark(record)) {
                    return;
                }
                DeadLetterSummary letter = DeadLetterTopic.head(record, done);
                if (wanted.test(letter)) {
                    listener.on(
                            letter,
                            letter.done().<Result>map(Result.DoneBefore::new).orElseGet(() -> act.on(batch, record)));
                }
            });
        });
    }

    /**
     * Publishes an event in place of a letter.
     *
     * @return empty if there is no such letter
     */
    public Optional<Result> repair(DeadLetterId id, Repair repair) {
        Result[] result = new Result[1];
        feeding((topic, batch) -> topic.find(id).ifPresent(record -> {
            DeadLetterSummary letter = topic.head(record);
            result[0] = letter.done()
                    .<Result>map(Result.DoneBefore::new)
                    .orElseGet(() ->
                            batch.feed(record, repair.event(record, settings.intake()), DeadLetterHeaders.REPAIRED));
        }));
        return Optional.ofNullable(result[0]);
    }

    private interface Work {
        void on(DeadLetterTopic topic, Batch batch);
    }

    private void feeding(Work work) {
        String name = settings.topics().prefix() + "bellwether-dead-letters";
        try (DeadLetterTopic topic = new DeadLetterTopic(settings)) {
            TransactionalProducer.use(settings, name, producer -> {
                Batch batch = new Batch(producer);
                try {
                    work.on(topic, batch);
                    batch.commit();
                } catch (PublishException e) {
                    batch.abort(e);
                    throw e;
                }
            });
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    /** Cuts what is fed into transactions. */
    private final class Batch {

        private final Producer<byte[], byte[]> producer;
        private int letters;
        private long begun;
        private long bytes;

        Batch(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        Result feedAgain(ConsumerRecord<byte[], byte[]> letter) {
            String origin = DeadLetterSummary.header(letter, DeadLetterHeaders.ORIGIN);
            if (settings.topics().inputs().contains(origin)) {
                return feedRecord(letter, origin);
            }
            return DeadLetterContent.of(letter)
                    .map(text -> feed(letter, text.parse(settings.intake()), DeadLetterHeaders.REPLAYED))
                    .orElseGet(() -> refused("came from " + origin + ", which takes nothing back"));
        }

        Result dismiss(ConsumerRecord<byte[], byte[]> letter) {
            send(letter, List.of(), DeadLetterHeaders.DISMISSED);
            return new Result.Dismissed();
        }

        private Result feedRecord(ConsumerRecord<byte[], byte[]> letter, String origin) {
            Refusal refusal = check.refusal(origin, letter.key(), letter.value());
            if (refusal != null) {
                return new Result.StillRefused(refusal);
            }
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(origin, letter.key(), letter.value());
            for (Header header : letter.headers()) {
                if (!header.key().startsWith("bellwether.")) {
                    record.headers().add(header);
                }
            }
            send(letter, List.of(record), DeadLetterHeaders.REPLAYED);
            return new Result.Fed("");
        }

        Result feed(ConsumerRecord<byte[], byte[]> letter, ParsedEvent event, String how) {
            if (event instanceof ParsedEvent.Refused refused) {
                return new Result.StillRefused(refused.refusal());
            }
            SpecificRecord accepted = ((ParsedEvent.Accepted) event).event();
            send(letter, List.of(records.event(accepted)), how);
            return new Result.Fed(EventFields.id(accepted));
        }

        private void send(
                ConsumerRecord<byte[], byte[]> letter, List<ProducerRecord<byte[], byte[]>> events, String how) {
            if (letters == 0) {
                producer.beginTransaction();
                begun = System.nanoTime();
            }
            ProducerRecord<byte[], byte[]> mark =
                    new ProducerRecord<>(letter.topic(), letter.partition(), letter.key(), null);
            add(mark, DeadLetterHeaders.DONE_OF, new DeadLetterId(letter.partition(), letter.offset()).toString());
            add(mark, DeadLetterHeaders.DONE_BY, how);
            for (ProducerRecord<byte[], byte[]> record :
                    Stream.concat(events.stream(), Stream.of(mark)).toList()) {
                // What fails, fails the commit.
                var unused = producer.send(record);
            }
            letters++;
            bytes += letter.serializedValueSize();
            if (letters >= MAX_LETTERS || bytes >= MAX_BYTES) {
                commit();
            }
        }

        /** Ends a transaction well before its time limit, however long the way to the next letter is. */
        void commitIfOld() {
            if (letters > 0 && System.nanoTime() - begun > MAX_NANOS) {
                commit();
            }
        }

        void commit() {
            if (letters > 0) {
                producer.commitTransaction();
                letters = 0;
                bytes = 0;
            }
        }

        void abort(RuntimeException failure) {
            if (letters > 0) {
                try {
                    producer.abortTransaction();
                } catch (KafkaException e) {
                    failure.addSuppressed(e);
                }
            }
        }

        private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Result refused(String reason) {
        return new Result.StillRefused(new Refusal("", reason));
    }

    @Override
    public void close() {
        records.close();
    }
}
