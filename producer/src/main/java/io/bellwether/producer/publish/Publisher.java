package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.KafkaFutures;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Publishes inputs of events to their topics, bad lines to the dead letters.
 *
 * <p>Files are published exactly once: a run that is killed and started again leaves no event of the file twice or
 * missing on the topic, and publishing a published file again sends nothing. A file is known by its content: changed by
 * a byte it is another file, all of whose events are sent, and the topology ignores those it knows. Of two runs that
 * publish the same file at once the later one wins, the earlier one fails.
 *
 * <p>Standard input, or any stream, cannot be resumed: fed again it is sent again, whole. What arrives slowly is
 * committed whenever the next line is not there yet, so that a pipe can be followed.
 *
 * <p>One thread at a time.
 */
public final class Publisher implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 15_000;
    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final PublishSettings settings;
    private final Admin admin;
    private final EventRecords records;

    private Publisher(PublishSettings settings, Admin admin, EventRecords records) {
        this.settings = settings;
        this.admin = admin;
        this.records = records;
    }

    /**
     * Connects, and checks that the topics are there.
     *
     * @throws PublishException if the cluster cannot be reached within 15 s (or the setting {@code
     *     default.api.timeout.ms}), refuses us, or lacks a topic
     */
    public static Publisher connect(PublishSettings settings) {
        Admin admin = null;
        try {
            Map<String, Object> config = new HashMap<>(settings.client());
            config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CONNECT_TIMEOUT_MS);
            config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
            admin = Admin.create(config);
            Publisher publisher =
                    new Publisher(settings, admin, new EventRecords(settings.topics(), settings.client()));
            publisher.checkTopics();
            return publisher;
        } catch (KafkaException | PublishException e) {
            if (admin != null) {
                admin.close();
            }
            throw Failures.explained(settings, e);
        }
    }

    /**
     * Publishes the inputs one after the other.
     *
     * @throws InputException if an input cannot be read, or changes meanwhile
     * @throws PublishException if the cluster or the registry fails, or another run publishes the same file
     */
    public PublishSummary publish(List<EventSource> sources, Progress progress) {
        PublishRun run =
                new PublishRun(progress, settings.intake().brands().aliases().asTaxonomy());
        for (EventSource source : sources) {
            try {
                publish(source, run);
            } catch (KafkaException e) {
                throw Failures.explained(settings, e);
            }
        }
        return run.summary();
    }

    /** Reads and validates the inputs as {@link #publish} would, without a cluster; a repeated event is a duplicate. */
    public static PublishSummary dryRun(List<EventSource> sources, IntakeOptions options, Progress progress) {
        PublishRun run = new PublishRun(progress, options.brands().aliases().asTaxonomy());
        for (EventSource source : sources) {
            try (EventLines reader = source.open(options)) {
                run.start(source, reader);
                while (reader.hasNext()) {
                    run.count(reader.next());
                }
                run.finish();
            }
        }
        return run.summary();
    }

    @Override
    public void close() {
        records.close();
        new OldCheckpoints(admin, settings.topics().prefix() + Checkpoint.GROUP_PREFIX)
                .remove(LocalDate.now(ZoneOffset.UTC), OldCheckpoints.FEW);
        admin.close();
    }

    private void publish(EventSource source, PublishRun run) {
        // A correction is published at the moment it is fed: fed again, it is another one.
        Optional<FileVersion> file = settings.intake().corrects() ? Optional.empty() : FileVersion.of(source);
        if (file.isPresent()) {
            publishFile(source, file.get(), run);
        } else {
            publishStream(source, run);
        }
    }

    private void publishFile(EventSource source, FileVersion file, PublishRun run) {
        try (Checkpoint checkpoint = Checkpoint.of(settings, source, file)) {
            TransactionalProducer.use(settings, checkpoint.name(), producer -> {
                LongConsumer beforeCommit = lastLine -> {
                    file.requireUnchanged(source);
                    checkpoint.advance(producer, lastLine, OldCheckpoints.note(LocalDate.now(ZoneOffset.UTC)));
                };
                copy(source, run, transactions(producer, beforeCommit), checkpoint.linesDone());
            });
        }
    }

    private void publishStream(EventSource source, PublishRun run) {
        String name = settings.topics().prefix() + "bellwether-publish-" + UUID.randomUUID();
        TransactionalProducer.use(
                settings, name, producer -> copy(source, run, transactions(producer, lastLine -> {}), 0));
    }

    private Transactions transactions(Producer<byte[], byte[]> producer, LongConsumer beforeCommit) {
        return new Transactions(producer, settings.transactionLines(), beforeCommit);
    }

    private void copy(EventSource source, PublishRun run, Transactions transactions, long linesDone) {
        try (EventLines reader = source.open(settings.intake())) {
            run.start(source, reader);
            while (true) {
                if (source.isStream() && reader.wouldWait()) {
                    transactions.commit();
                }
                if (!reader.hasNext()) {
                    break;
                }
                EventLine line = reader.next();
                if (line.number() <= linesDone) {
                    run.recall(line);
                } else {
                    transactions.begin();
                    run.count(line).ifPresent(what -> transactions.send(record(line, what)));
                    transactions.end(line);
                }
            }
            transactions.commit();
            run.finish();
        } catch (InputException | PublishException e) {
            transactions.abort(e);
            throw e;
        }
    }

    private ProducerRecord<byte[], byte[]> record(EventLine line, ParsedEvent what) {
        if (what instanceof ParsedEvent.Accepted accepted) {
            return records.event(accepted.event());
        }
        ParsedEvent.Refused refused = (ParsedEvent.Refused) what;
        return records.deadLetter(line.refused(refused.refusal()));
    }

    private void checkTopics() {
        List<String> names = Stream.concat(
                        settings.topics().inputs().stream(),
                        Stream.of(settings.topics().deadLetters()))
                .toList();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        List<String> missing = names.stream()
                .filter(name -> !exists(Objects.requireNonNull(answers.get(name))))
                .toList();
        if (!missing.isEmpty()) {
            throw new PublishException(
                    "Kafka at " + settings.bootstrapServers() + " has no topic " + String.join(", ", missing), null);
        }
    }

    private static boolean exists(KafkaFuture<TopicDescription> topic) {
        try {
            KafkaFutures.await(topic);
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }
}
