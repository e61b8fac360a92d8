package io.bellwether.app;

import io.bellwether.local.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Three brokers that let nobody in without TLS and a SCRAM password, and nobody do what no ACL allows: what a cluster of
 * a company asks for. Among themselves they use certificates.
 */
final class SecuredBrokers implements AutoCloseable {

    static final String ADMIN = "admin";
    private static final int BROKERS = 3;

    private final List<KafkaRaftServer> servers;
    private final List<Integer> ports;

    private SecuredBrokers(List<KafkaRaftServer> servers, List<Integer> ports) {
        this.servers = servers;
        this.ports = ports;
    }

    static SecuredBrokers start(Path directory, Certificate certificate, String adminPassword) throws Exception {
        List<Integer> ports = free();
        List<Integer> ofBrokers = free();
        List<Integer> ofControllers = free();
        String cluster = Uuid.randomUuid().toString();
        List<KafkaRaftServer> servers = new ArrayList<>();
        for (int i = 0; i < BROKERS; i++) {
            Path logs = Files.createDirectories(directory.resolve("broker-" + (i + 1)));
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(i + 1)
                    .setClusterId(cluster)
                    .setDirectories(List.of(logs.toString()))
                    .setMetadataLogDirectory(logs.toString())
                    .setControllerListenerName("CONTROLLERS")
                    .setScramArguments(List.of("SCRAM-SHA-512=[name=" + ADMIN + ",password=" + adminPassword + "]"))
                    .run();
            Map<String, String> settings = settings(certificate);
            settings.put("node.id", String.valueOf(i + 1));
            settings.put("log.dirs", logs.toString());
            settings.put(
                    "listeners",
                    "CLIENTS://127.0.0.1:%d,BROKERS://127.0.0.1:%d,CONTROLLERS://127.0.0.1:%d"
                            .formatted(ports.get(i), ofBrokers.get(i), ofControllers.get(i)));
            settings.put(
                    "controller.quorum.voters",
                    IntStream.range(0, BROKERS)
                            .mapToObj(node -> (node + 1) + "@127.0.0.1:" + ofControllers.get(node))
                            .collect(Collectors.joining(",")));
            servers.add(new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM));
        }
        SecuredBrokers brokers = new SecuredBrokers(servers, ports);
        try {
            // Each waits for the others.
            CompletableFuture.allOf(servers.stream()
                            .map(server ->
                                    CompletableFuture.runAsync(server::startup, task -> new Thread(task).start()))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return brokers;
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private static List<Integer> free() {
        return IntStream.range(0, BROKERS).mapToObj(i -> Ports.free()).toList();
    }

    private static Map<String, String> settings(Certificate certificate) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,BROKERS:SSL,CONTROLLERS:SSL");
        settings.put("inter.broker.listener.name", "BROKERS");
        settings.put("controller.listener.names", "CONTROLLERS");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.brokers.ssl.client.auth", "required");
        settings.put("listener.name.controllers.ssl.client.auth", "required");
        certificate.asServer().forEach(settings::put);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMIN + ";User:" + certificate.name());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "3");
            settings.put(internal + ".num.partitions", "3");
            settings.put(internal + ".segment.bytes", "4194304");
        }
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        return settings;
    }

    /** Where clients connect. */
    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Stops one of them, 0 to 2. */
    void stop(int broker) {
        servers.get(broker).shutdown();
        servers.get(broker).awaitShutdown();
    }

    @Override
    public void close() {
        CompletableFuture.allOf(IntStream.range(0, BROKERS)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> stop(i), task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
