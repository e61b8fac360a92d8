package io.bellwether.local;

import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.TopicSetup;
import io.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker and a registry on this machine, with all their state in one directory. */
public final class LocalCluster implements AutoCloseable {

    private final DirectoryLock lock;
    private final LocalBroker broker;
    private final LocalRegistry registry;

    private LocalCluster(DirectoryLock lock, LocalBroker broker, LocalRegistry registry) {
        this.lock = lock;
        this.broker = broker;
        this.registry = registry;
    }

    /** Starts both on free ports; see {@link #start(Path, int, int)}. */
    public static LocalCluster start(Path directory) {
        return start(directory, 0, 0);
    }

    /**
     * Starts both in parallel and returns once both serve.
     *
     * @param directory for their data, created if new; in {@code broker} and {@code registry} below it
     * @param brokerPort at 127.0.0.1; 0 for any free one
     * @param registryPort at 127.0.0.1; 0 for any free one
     * @throws LocalClusterException if the directory is in use, a port taken, or one of them does not start
     */
    public static LocalCluster start(Path directory, int brokerPort, int registryPort) {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            return start(lock, directory, Ports.resolve(brokerPort, "broker"), registryPort);
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    private static LocalCluster start(DirectoryLock lock, Path directory, int brokerPort, int registryPort) {
        CompletableFuture<LocalRegistry> registry =
                CompletableFuture.supplyAsync(() -> LocalRegistry.start(directory.resolve("registry"), registryPort));
        LocalBroker broker;
        try {
            broker = LocalBroker.start(directory.resolve("broker"), brokerPort);
        } catch (Throwable e) {
            registry.whenComplete((started, failure) -> {
                        if (started != null) {
                            started.close();
                        }
                    })
                    .exceptionally(alsoFailed -> null)
                    .join();
            throw e;
        }
        try {
            return new LocalCluster(lock, broker, registry.join());
        } catch (CompletionException e) {
            broker.close();
            throw e.getCause() instanceof LocalClusterException cause ? cause : e;
        }
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The registry's base address, as in {@code schema.registry.url}. */
    public String schemaRegistryUrl() {
        return registry.url();
    }

    /** The registry beside the broker. */
    public LocalRegistry registry() {
        return registry;
    }

    /**
     * Creates the missing topics and registers the missing subjects of a pipeline.
     *
     * @param partitions of new topics
     * @throws LocalClusterException if existing topics differ from the catalogue
     */
    public void prepare(Topics topics, int partitions) {
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            TopicSetup.Report report = new TopicSetup(topics, partitions, Optional.of((short) 1)).ensure(admin);
            if (!report.differences().isEmpty()) {
                throw new LocalClusterException(String.join("; ", report.differences()));
            }
        }
        SubjectRegistration.register(topics, Map.of("schema.registry.url", schemaRegistryUrl()));
    }

    /** Stops the registry, then the broker. */
    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            try {
                broker.close();
            } finally {
                lock.close();
            }
        }
    }
}
