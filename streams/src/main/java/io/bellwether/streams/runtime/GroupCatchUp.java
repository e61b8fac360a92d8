package io.bellwether.streams.runtime;

import io.bellwether.schemas.TopicOffsets;
import io.bellwether.streams.processor.CatchUp;
import io.bellwether.streams.processor.RecordPlacement;
import io.bellwether.streams.topology.MarketTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the ends of topics, as they were at a moment, with how far the group of all instances has committed: first the
 * inputs, then the summaries that follow from them. It asks the cluster only while a caller waits.
 */
public final class GroupCatchUp implements CatchUp, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCatchUp.class);

    private static final long AGAIN_MS = 200;
    /** Longer than a recompute takes to follow the event that caused it. */
    private static final long SUMMARIES_MS = 500;
    /** After so long without progress it is checked whether only transaction markers are left, which no commit passes. */
    private static final long STUCK_NANOS = Duration.ofSeconds(2).toNanos();
    /** A cluster that cannot be asked for so long is not waited for. */
    private static final long GIVE_UP_NANOS = Duration.ofMinutes(1).toNanos();

    private final StreamsSettings settings;
    private final AtomicReference<AtomicBoolean> newest = new AtomicReference<>(new AtomicBoolean());
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "catch-up");
        thread.setDaemon(true);
        return thread;
    });

    /** Of the instances with these settings. */
    public GroupCatchUp(StreamsSettings settings) {
        this.settings = settings;
    }

    @Override
    public BooleanSupplier asOfNow() {
        AtomicBoolean reached = new AtomicBoolean();
        newest.set(reached);
        thread.execute(() -> await(reached));
        return reached::get;
    }

    private void await(AtomicBoolean reached) {
        long failingSince = 0;
        while (isWanted(reached)) {
            try (Admin admin = Admin.create(new HashMap<>(settings.client()))) {
                List<String> inputs = new ArrayList<>(settings.topics().inputs());
                inputs.add(repartition(RecordPlacement.MISPLACED));
                awaitEnds(admin, inputs, reached);
                Thread.sleep(SUMMARIES_MS);
                awaitEnds(admin, List.of(repartition(MarketTopology.SUMMARIES)), reached);
                reached.set(true);
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException e) {
                failingSince = failingSince == 0 ? System.nanoTime() : failingSince;
                if (System.nanoTime() - failingSince > GIVE_UP_NANOS) {
                    LOG.atWarn()
                            .setCause(e)
                            .log("not known whether all events are processed: alerts are published all the same");
                    reached.set(true);
                }
                pause();
            }
        }
    }

    private String repartition(String name) {
        return settings.applicationId() + "-" + name + "-repartition";
    }

    private boolean isWanted(AtomicBoolean reached) {
        return !reached.get()
                && newest.get() == reached
                && !Thread.currentThread().isInterrupted();
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnds(Admin admin, List<String> topics, AtomicBoolean reached) throws InterruptedException {
        Map<TopicPartition, Long> missing = ends(admin, topics);
        long since = System.nanoTime();
        while (isWanted(reached)) {
            Map<TopicPartition, Long> committed = TopicOffsets.ofGroup(admin, settings.applicationId());
            missing.entrySet().removeIf(end -> committed.getOrDefault(end.getKey(), -1L) >= end.getValue());
            if (System.nanoTime() - since > STUCK_NANOS) {
                missing.entrySet().removeIf(end -> !isAnythingBefore(end, committed.get(end.getKey())));
                since = System.nanoTime();
            }
            if (missing.isEmpty()) {
                return;
            }
            Thread.sleep(AGAIN_MS);
        }
    }

    /** Where topics end that are there, and that hold anything. */
    private static Map<TopicPartition, Long> ends(Admin admin, List<String> names) {
        Set<String> known = TopicOffsets.topics(admin);
        List<TopicPartition> partitions = TopicOffsets.partitions(
                admin, names.stream().filter(known::contains).toList());
        Map<TopicPartition, Long> ends = TopicOffsets.committedEnds(admin, partitions);
        Map<TopicPartition, Long> starts = TopicOffsets.starts(admin, partitions);
        ends.entrySet().removeIf(end -> starts.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return ends;
    }

    /** Whether there is any record that counts between what is committed and the end. */
    private boolean isAnythingBefore(Map.Entry<TopicPartition, Long> end, @Nullable Long committed) {
        if (committed == null) {
            return true;
        }
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(end.getKey()));
            consumer.seek(end.getKey(), committed);
            boolean any = !consumer.poll(Duration.ofSeconds(1)).isEmpty();
            return any || consumer.position(end.getKey()) < end.getValue();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
