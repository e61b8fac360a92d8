package io.bellwether.app;

import io.bellwether.streams.topology.MarketTopology;
import io.bellwether.streams.topology.TopologyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the topology. Others on the same cluster share the work with it. */
final class Instance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> failure;

    private Instance(KafkaStreams streams, CompletableFuture<Void> failure) {
        this.streams = streams;
        this.failure = failure;
    }

    /**
     * Starts an instance; it takes part as soon as the group gives it its share.
     *
     * @param directory for its state, its own
     * @param threads that process events
     */
    static Instance start(Settings settings, Path directory, int threads) {
        loadNativeLibrary(directory.resolve("native"));
        TopologyConfig config = TopologyConfig.standard(settings.topics(), settings.registry());
        KafkaStreams streams =
                new KafkaStreams(new MarketTopology(config).get(), properties(settings, directory, threads));
        CompletableFuture<Void> failure = new CompletableFuture<>();
        streams.setUncaughtExceptionHandler(error -> {
            LOG.atError().setCause(error).log("the topology failed");
            failure.completeExceptionally(new Failure("the topology failed: " + Failure.line(error), error));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                failure.completeExceptionally(new Failure("the topology stopped by an error"));
            }
        });
        streams.start();
        return new Instance(streams, failure);
    }

    /** The consumer group, and the prefix of internal topics. */
    static String applicationId(Settings settings) {
        return settings.topics().prefix() + "bellwether";
    }

    private static Properties properties(Settings settings, Path directory, int threads) {
        Map<String, Object> properties = new HashMap<>();
        // A broker's restart must not end an instance; a dead one is noticed, and a stopped one replaced, in seconds.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        properties.putAll(settings.clients());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(settings));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        Properties all = new Properties();
        all.putAll(properties);
        return all;
    }

    /** From a folder of ours: the loader's default unpacks it into the temporary folder and leaves it there. */
    private static void loadNativeLibrary(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException e) {
            throw new Failure("state directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** Completed exceptionally should the instance end by an error. */
    CompletableFuture<Void> failure() {
        return failure;
    }

    /** Whether its share of the topology is running, state restored. */
    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Commits, leaves the group and stops. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(STOP_TIMEOUT));
        if (!closed) {
            LOG.atWarn().addKeyValue("seconds", STOP_TIMEOUT.toSeconds()).log("the topology did not stop in time");
        }
    }
}
