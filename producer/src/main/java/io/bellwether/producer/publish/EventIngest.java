package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventJson;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.InputPosition;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.RawEvent;
import io.bellwether.producer.format.RefusedInput;
import io.bellwether.producer.format.TextOptions;
import io.bellwether.schemas.EventContent;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.EventFingerprints;
import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Validation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in events that come in small bodies from many senders: one producer for all of them, idempotent, and every event
 * acknowledged by all replicas before the sender gets its answer. May be used from any thread.
 *
 * <p>An event is a duplicate if it stands twice in the body, was taken in here before, or is known to the pipeline; with
 * another content than the known one it is refused. If the pipeline cannot be asked it is sent again, which changes
 * nothing: the topology decides likewise.
 */
public final class EventIngest implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final PublishSettings settings;
    private final KnownEvents known;
    private final EventRecords records;
    private final Producer<byte[], byte[]> producer;

    /**
     * An inbox.
     *
     * @param known asks the pipeline which of the event ids of a brand it knows, with their {@linkplain EventContent
     *     contents}; none where it cannot say
     */
    public EventIngest(PublishSettings settings, BiFunction<String, List<String>, Map<String, Long>> known) {
        this.settings = settings;
        this.known = new KnownEvents(known);
        this.records = new EventRecords(settings.topics(), settings.client());
        this.producer = producer(settings);
    }

    /** What became of an event. */
    public sealed interface Result {

        /** Kafka has it. */
        record Accepted(String eventId) implements Result {}

        /** It is a duplicate. */
        record Duplicate(String eventId) implements Result {}

        /** It is no valid event, and Kafka has it as a dead letter; or its sender may not send it, and it is kept nowhere. */
        record Refused(Refusal refusal) implements Result {}
    }

    /**
     * What is to be taken in at once.
     *
     * @param most events
     * @param dryRun whether it is only said what would become of each
     * @param sender who sent it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Body(byte[] bytes, String origin, int most, boolean dryRun, EventSender sender) {

        /** To be taken in, from anybody. */
        public Body(byte[] bytes, String origin, int most) {
            this(bytes, origin, most, false, EventSender.ANYBODY);
        }
    }

    /**
     * Takes in one JSON event or an array of them.
     *
     * @throws IllegalArgumentException if there are more events than that; none is taken then
     * @throws PublishException if Kafka or the registry fails; some may have been taken then
     */
    public List<Result> takeJson(Body body) {
        return take(EventJson.parseOneOrMore(body.bytes, body.most, settings.intake()), body);
    }

    /** Takes in JSON Lines; see {@link #takeJson}. */
    public List<Result> takeJsonLines(Body body) {
        return takeLines(body, EventFormat.JSON_LINES, settings.intake());
    }

    /**
     * Takes in CSV; see {@link #takeJson}.
     *
     * @param text how it is read
     */
    public List<Result> takeCsv(Body body, TextOptions text) {
        return takeLines(body, EventFormat.CSV, settings.intake().withText(text));
    }

    private List<Result> takeLines(Body body, EventFormat format, IntakeOptions options) {
        List<RawEvent> events = new ArrayList<>();
        EventSource source = EventSource.of(body.origin, format, new ByteArrayInputStream(body.bytes));
        try (EventReader reader = EventReader.open(source, options)) {
            while (reader.hasNext() && events.size() <= body.most) {
                events.add(reader.next().raw());
            }
        }
        return take(events, body);
    }

    private List<Result> take(List<RawEvent> events, Body body) {
        if (events.size() > body.most) {
            throw new IllegalArgumentException("at most " + body.most + " events are taken at once");
        }
        Map<SpecificRecord, Match> before = known.among(events);
        List<Result> results = new ArrayList<>(events.size());
        List<Future<?>> sent = new ArrayList<>();
        EventFingerprints inBody = new EventFingerprints();
        StatementIdentities identities =
                new StatementIdentities(settings.intake().brands().aliases().asTaxonomy());
        List<SpecificRecord> accepted = new ArrayList<>();
        try {
            for (int i = 0; i < events.size(); i++) {
                RawEvent event = events.get(i);
                Optional<Refusal> forbidden = event.result() instanceof ParsedEvent.Accepted parsed
                        ? body.sender.refusal().apply(parsed.event())
                        : Optional.empty();
                if (forbidden.isPresent()) {
                    // No dead letter: feeding it again must not bring it in.
                    results.add(new Result.Refused(forbidden.get()));
                    continue;
                }
                ParsedEvent result = checked(event.result(), i, identities);
                Match match = result instanceof ParsedEvent.Accepted parsed ? match(parsed, inBody, before) : Match.NEW;
                if (match == Match.CONFLICT) {
                    SpecificRecord conflicting = ((ParsedEvent.Accepted) result).event();
                    result = new ParsedEvent.Refused(Validation.conflict(EventFields.id(conflicting)));
                }
                if (result instanceof ParsedEvent.Refused refused) {
                    if (!body.dryRun) {
                        sent.add(producer.send(letter(event, body.origin, i, refused.refusal(), body.sender)));
                    }
                    results.add(new Result.Refused(refused.refusal()));
                } else if (result instanceof ParsedEvent.Accepted parsed) {
                    String id = EventFields.id(parsed.event());
                    if (match == Match.DUPLICATE) {
                        results.add(new Result.Duplicate(id));
                    } else {
                        if (!body.dryRun) {
                            sent.add(producer.send(record(parsed.event(), body.sender)));
                            accepted.add(parsed.event());
                        }
                        results.add(new Result.Accepted(id));
                    }
                }
            }
            await(sent);
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
        known.remember(accepted);
        return results;
    }

    /** An event beside those before it in the same body. */
    private static ParsedEvent checked(ParsedEvent result, int index, StatementIdentities identities) {
        if (result instanceof ParsedEvent.Accepted accepted) {
            Optional<Long> earlier = identities.note(accepted.event(), index);
            if (earlier.isPresent()) {
                return new ParsedEvent.Refused(
                        StatementIdentities.conflict(accepted.event(), "the event with the index " + earlier.get()));
            }
        }
        return result;
    }

    private static Match match(
            ParsedEvent.Accepted parsed, EventFingerprints inBody, Map<SpecificRecord, Match> before) {
        Match match = inBody.add(parsed.event());
        return match == Match.NEW ? before.getOrDefault(parsed.event(), Match.NEW) : match;
    }

    private synchronized ProducerRecord<byte[], byte[]> record(SpecificRecord event, EventSender sender) {
        return of(sender, records.event(event));
    }

    private static ProducerRecord<byte[], byte[]> of(EventSender sender, ProducerRecord<byte[], byte[]> record) {
        if (!sender.name().isEmpty()) {
            record.headers().add(EventFields.SENDER_HEADER, sender.name().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private synchronized ProducerRecord<byte[], byte[]> letter(
            RawEvent event, String origin, int index, Refusal refusal, EventSender sender) {
        InputPosition position =
                event.position() == null ? InputPosition.ofJson(origin, Integer.toString(index)) : event.position();
        return of(sender, records.deadLetter(new RefusedInput(position, event.written(), refusal)));
    }

    private static void await(List<Future<?>> sent) {
        @Nullable KafkaException failure = null;
        for (Future<?> one : sent) {
            try {
                KafkaFutures.await(one);
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The Kafka client, for its metrics. */
    public Producer<?, ?> producer() {
        return producer;
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        records.close();
    }

    private static Producer<byte[], byte[]> producer(PublishSettings settings) {
        Map<String, Object> config = new HashMap<>();
        // Senders wait for the acknowledgement.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(settings.client());
        // What the guarantee rests on is not for settings to change.
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
