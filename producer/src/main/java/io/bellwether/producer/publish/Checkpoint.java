package io.bellwether.producer.publish;

import com.google.common.hash.Hashing;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventSource;
import io.bellwether.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far one version of a file has been published, kept by the cluster itself: the committed offsets of a consumer
 * group that nobody joins, named by the content. They are committed by the transaction that holds the events, so either
 * both are there or neither.
 *
 * <p>The offset is the number of the last line done. It stands on partition 0 of each input topic: the broker forgets it
 * with the topic, so a topic that was deleted and created again is fed again. The broker also forgets it after
 * {@code offsets.retention.minutes}, and {@link OldCheckpoints} after some months; publishing the file after that sends its
 * events again, and the topology ignores those it knows.
 */
public final class Checkpoint implements AutoCloseable {

    static final String GROUP_PREFIX = "bellwether-publish-";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Set<TopicPartition> places;
    // Never joins or polls: it asks for the committed offsets, and stands for the group in a transaction.
    private final Consumer<byte[], byte[]> group;

    private Checkpoint(String name, Set<TopicPartition> places, Consumer<byte[], byte[]> group) {
        this.name = name;
        this.places = places;
        this.group = group;
    }

    static Checkpoint of(PublishSettings settings, EventSource source, FileVersion file) {
        Topics topics = settings.topics();
        // The same bytes read in another way are other events; so they are by a version that understands more.
        String kind = source.format() == EventFormat.CSV ? "csv2-" : "jsonl2-";
        String reading = settings.intake().fingerprint() + source.rules();
        String suffix = reading.isEmpty()
                ? ""
                : "-"
                        + Hashing.sha256()
                                .hashString(reading, StandardCharsets.UTF_8)
                                .toString()
                                .substring(0, 16);
        return of(settings, topics.prefix() + GROUP_PREFIX + kind + file.sha256() + suffix);
    }

    /** The progress of a source of this name. */
    public static Checkpoint of(PublishSettings settings, String name) {
        Set<TopicPartition> places = settings.topics().inputs().stream()
                .map(topic -> new TopicPartition(topic, 0))
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Makes the question for offsets wait for a transaction that is just being committed.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new Checkpoint(
                name, places, new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Name of the group, and transactional id of whoever publishes this content. */
    String name() {
        return name;
    }

    /** The last line done; 0 if none is. */
    public long linesDone() {
        Map<TopicPartition, OffsetAndMetadata> offsets = group.committed(places, TIMEOUT);
        return places.stream()
                .map(offsets::get)
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .min()
                .orElse(0);
    }

    /** What was noted with the progress; empty if nothing was. */
    public String note() {
        Map<TopicPartition, OffsetAndMetadata> offsets = group.committed(places, TIMEOUT);
        // One of them is gone with its topic: then nothing is known.
        return places.stream().map(offsets::get).anyMatch(Objects::isNull)
                ? ""
                : offsets.values().iterator().next().metadata();
    }

    /** Makes the progress part of the producer's open transaction. */
    public void advance(Producer<?, ?> producer, long linesDone) {
        advance(producer, linesDone, "");
    }

    /** Makes the progress, and a note of at most 4,096 characters, part of the producer's open transaction. */
    public void advance(Producer<?, ?> producer, long linesDone, String note) {
        producer.sendOffsetsToTransaction(
                places.stream()
                        .collect(Collectors.toMap(Function.identity(), p -> new OffsetAndMetadata(linesDone, note))),
                group.groupMetadata());
    }

    @Override
    public void close() {
        group.close();
    }
}
