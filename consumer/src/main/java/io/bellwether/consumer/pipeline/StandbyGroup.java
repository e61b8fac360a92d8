package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertConsumerException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of the processes of one name one is active, the others stand by. They are a consumer group that subscribes to the topic of
 * acknowledgements, which has one partition: whose partition it is, is active. The group keeps it where it is while its owner
 * lives, and gives it to another {@value #SESSION_MS} ms after the owner was last heard of. Nothing is read and no offset
 * committed: how far each sink came is kept in the sink.
 */
public final class StandbyGroup {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyGroup.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SESSION_MS = 6_000;
    /** How long what is active may take to close its sinks before another one begins. */
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    private final AlertConsumerConfig config;
    private final String groupId;

    private @Nullable StopRequest turn;
    private @Nullable CompletableFuture<Void> work;
    private volatile boolean active;

    /**
     * Connects to nothing yet.
     *
     * @param name what the processes share that are to be one
     * @throws IllegalArgumentException if it is no name
     */
    public StandbyGroup(AlertConsumerConfig config, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name must be letters, digits, dots, dashes and underscores, at most 63, got: " + name);
        }
        this.config = config;
        this.groupId = config.topics().prefix() + "bellwether-alerts-" + name;
    }

    /** Whether this process is the active one. */
    public boolean isActive() {
        return active;
    }

    /**
     * Stands by until a stop is requested, and does the work, in a thread of its own, while this process is the active one.
     *
     * @param whileActive works until the stop is requested that it is given; if it fails, so does this
     */
    public void run(StopRequest stop, Consumer<StopRequest> whileActive) {
        try (KafkaConsumer<byte[], byte[]> member = member()) {
            stop.onRequest(member::wakeup);
            String topic = config.topics().acknowledgements();
            if (member.partitionsFor(topic, config.connectTimeout()).size() != 1) {
                throw new AlertConsumerException(
                        "topic " + topic + " does not exist with one partition; the verb `topics` creates it");
            }
            member.subscribe(List.of(topic), new Turns(member, whileActive));
            try {
                while (!stop.requested()) {
                    member.poll(POLL);
                    rethrowFailure();
                }
            } finally {
                end();
            }
        } catch (WakeupException e) {
            if (!stop.requested()) {
                throw e;
            }
        } catch (KafkaException e) {
            throw new AlertConsumerException("Kafka at " + config.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> member() {
        Map<String, Object> settings = new HashMap<>(config.properties());
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "bellwether-alerts-standby");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MS / 4);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void begin(Consumer<StopRequest> whileActive) {
        LOG.atInfo().addKeyValue("group", groupId).log("active: delivers from here on");
        StopRequest begun = new StopRequest();
        turn = begun;
        active = true;
        work = CompletableFuture.runAsync(
                () -> whileActive.accept(begun), task -> new Thread(task, "bellwether-alerts-active").start());
    }

    private void end() {
        StopRequest begun = turn;
        CompletableFuture<Void> running = work;
        if (begun == null || running == null) {
            return;
        }
        active = false;
        begun.request();
        try {
            running.get(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e.getCause()).log("a sink failed while it was closed");
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("seconds", END_WITHIN.toSeconds()).log("a sink did not stop in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn = null;
        work = null;
        LOG.atInfo().addKeyValue("group", groupId).log("stands by");
    }

    private void rethrowFailure() {
        CompletableFuture<Void> running = work;
        if (running != null && running.isCompletedExceptionally()) {
            work = null;
            turn = null;
            active = false;
            try {
                running.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    /** Begins and ends as the group says, on the thread that polls. */
    private final class Turns implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> member;
        private final Consumer<StopRequest> whileActive;

        private Turns(KafkaConsumer<byte[], byte[]> member, Consumer<StopRequest> whileActive) {
            this.member = member;
            this.whileActive = whileActive;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            if (!partitions.isEmpty() && !active) {
                begin(whileActive);
            }
        }

        /** Also when it is lost: the other one may be at work already, and finds the sinks closed soon. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                end();
            }
        }
    }
}
