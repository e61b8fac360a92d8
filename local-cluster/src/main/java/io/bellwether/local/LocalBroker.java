package io.bellwether.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker (and its controller) in this process, on a directory that outlives restarts and kills.
 */
public final class LocalBroker implements AutoCloseable {

    private static final int NODE_ID = 1;
    private static final String SEGMENT_BYTES = String.valueOf(4 * 1024 * 1024);

    static final int LOG_SEGMENT_BYTES = 32 * 1024 * 1024;

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(DirectoryLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it serves and every earlier transaction has its end marker.
     *
     * @param directory for its data; created and formatted if new
     * @param port to listen on at 127.0.0.1; 0 for any free one
     * @throws LocalClusterException if the directory is in use, the port taken, or the broker does not start
     */
    public static LocalBroker start(Path directory, int port) {
        return start(directory, port, 0);
    }

    /**
     * As {@link #start(Path, int)}, for clients that connect through a proxy.
     *
     * @param advertisedPort that clients connect to, at 127.0.0.1; 0 for the port itself
     */
    public static LocalBroker start(Path directory, int port, int advertisedPort) {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            int own = Ports.resolve(port, "broker");
            return start(lock, directory, own, advertisedPort == 0 ? own : advertisedPort);
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    private static LocalBroker start(DirectoryLock lock, Path directory, int port, int advertisedPort) {
        Path logs = directory.resolve("logs").toAbsolutePath();
        KafkaRaftServer server = null;
        try {
            boolean isNew = format(logs);
            int brokerPort = advertisedPort == port ? port : Ports.free();
            Map<String, String> settings = settings(logs, brokerPort, Ports.free());
            if (brokerPort != port) {
                // The broker is a client of itself and connects directly.
                settings.merge("listeners", "CLIENTS://127.0.0.1:" + port, (own, more) -> own + "," + more);
                settings.put(
                        "advertised.listeners",
                        "BROKER://127.0.0.1:" + brokerPort + ",CLIENTS://127.0.0.1:" + advertisedPort);
            }
            server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            if (!isNew) {
                new TransactionRecovery(brokerPort).run();
            }
            return new LocalBroker(lock, server, advertisedPort);
        } catch (Exception e) { // of any kind: the broker's threads must not keep this process alive
            if (server != null) {
                server.shutdown();
                server.awaitShutdown();
            }
            throw new LocalClusterException("the broker on " + directory + " does not start: " + e, e);
        }
    }

    /**
     * What to do when a broker of this process cannot go on, as without its disk; Kafka would end the process without a
     * word. Must end it.
     */
    public static void onFatal(Runnable end) {
        Exit.setExitProcedure((status, message) -> end.run());
        Exit.setHaltProcedure((status, message) -> end.run());
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker cleanly; what was acknowledged is on disk. */
    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            lock.close();
        }
    }

    /** Formats the directory; false if it was formatted before. */
    private static boolean format(Path logs) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return false;
        }
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName("CONTROLLER")
                .setFeatureLevel("eligible.leader.replicas.version", (short) 0)
                .run();
        return true;
    }

    private static Map<String, String> settings(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("auto.create.topics.enable", "false");

        // A cluster of one broker.
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
            settings.put(internal + ".segment.bytes", SEGMENT_BYTES);
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));

        // Only closed segments are compacted: of the default size, compacted topics would never be here.
        settings.put("log.segment.bytes", String.valueOf(LOG_SEGMENT_BYTES));
        settings.put("log.index.size.max.bytes", String.valueOf(1024 * 1024));

        // A start after kill -9 waits until the killed broker's session ends.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");

        // A pipeline resumes after months offline.
        settings.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
        settings.put("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE));
        return settings;
    }
}
