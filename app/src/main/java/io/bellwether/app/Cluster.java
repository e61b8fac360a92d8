package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.TopicSetup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/** The cluster of the settings: connects to it, and prepares its topics and subjects. */
final class Cluster {

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ADMIN_TIMEOUT_MS = 15_000;

    private final Settings settings;

    Cluster(Settings settings) {
        this.settings = settings;
    }

    /** Fails at once if no broker listens; Kafka's own clients would retry for a minute. */
    void requireBroker() {
        String last = "no address";
        for (String address : settings.bootstrapServers().split(",", -1)) {
            try {
                connect(address.trim());
                return;
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
        }
        throw new Failure("no broker answers at " + settings.bootstrapServers() + " (" + last
                + "); start one with 'bellwether up', or name one with --bootstrap-server");
    }

    private static void connect(String address) throws IOException {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null) {
            throw new UsageError("--bootstrap-server must be HOST:PORT, got: " + address);
        }
        try (Socket socket = new Socket()) {
            InetSocketAddress resolved = new InetSocketAddress(host, port);
            if (resolved.isUnresolved()) {
                throw new IOException("unknown host");
            }
            socket.connect(resolved, CONNECT_TIMEOUT_MS);
        }
    }

    /** Creates missing topics, checks the others; see {@link TopicSetup}. */
    TopicSetup.Report ensureTopics(int partitions, Optional<Short> replication) {
        Map<String, Object> properties = settings.kafka();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        try (Admin admin = Admin.create(properties)) {
            return new TopicSetup(settings.topics(), partitions, replication).ensure(admin);
        } catch (TimeoutException e) {
            throw new Failure(
                    "the cluster at " + settings.bootstrapServers() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Registers missing subjects; returns the schema id of each. */
    Map<String, Integer> ensureSubjects() {
        return SubjectRegistration.register(settings.topics(), settings.registry());
    }
}
