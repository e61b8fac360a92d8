package io.bellwether.app;

import io.bellwether.app.settings.UsageError;
import io.bellwether.server.ConnectionLimits;
import io.bellwether.server.HttpSettings;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the verbs that serve the query API. */
final class HttpOptions {

    /** The default port of the API. */
    static final int HTTP_PORT = 7080;

    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address that the query API listens on; default 127.0.0.1, this machine alone.")
    private String host = LOOPBACK;

    @Option(names = "--port", paramLabel = "N", description = "Of the query API; 0 for any free one; default 7080.")
    private int port = -1;

    @Option(
            names = "--advertised",
            paramLabel = "HOST:PORT",
            description = {
                "Where other instances reach this one, at its --peer-port if that is given, else at the query API; default",
                "where it listens, or this machine's name if it listens everywhere."
            })
    private @Nullable String advertised;

    @Option(
            names = "--peer-port",
            paramLabel = "N",
            description = {
                "Other instances ask at this port, which has threads of its own, and no longer at that of the query API;",
                "0 for any free one; default --port."
            })
    private @Nullable Integer peerPort;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(
            names = "--operations-port",
            paramLabel = "N",
            description = {
                "Serve /health and /metrics at this port too, with threads of their own and to whoever reaches it;",
                "default none."
            })
    private @Nullable Integer operationsPort;

    @Option(
            names = "--public-host",
            paramLabel = "NAME",
            description = {
                "A host name by which the query API is reached, as behind a proxy; repeatable. Requests to other names",
                "are refused, except addresses, localhost and the name of --advertised."
            })
    private Set<String> publicHosts = Set.of();

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "Let pages of this web origin, as https://host, read the query API; default none.")
    private @Nullable String cors;

    @Option(
            names = "--ingest-rate",
            paramLabel = "N",
            description = "Events a second that this instance takes in over HTTP; default 5000.")
    private int ingestRate = HttpSettings.EVENTS_PER_SECOND;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections that the query API keeps open; default 2000.")
    private int connections = ConnectionLimits.DEFAULT.inAll();

    @Option(
            names = "--connections-per-address",
            paramLabel = "N",
            description = {
                "Of these, and of threads, bodies and streams of alerts a part, for one address; default 250. As many as",
                "--connections where all come from one proxy, which then has to tell clients apart."
            })
    private int connectionsPerAddress = ConnectionLimits.DEFAULT.perAddress();

    /**
     * The settings as given.
     *
     * @param usualPort used if no port is given
     */
    HttpSettings settings(int usualPort) {
        if (port < -1 || port > 65_535) {
            throw new UsageError("--port must be 0 to 65535, got: " + port);
        }
        if (ingestRate < 1) {
            throw new UsageError("--ingest-rate must be 1 or more, got: " + ingestRate);
        }
        if (operationsPort != null && (operationsPort < 0 || operationsPort > 65_535)) {
            throw new UsageError("--operations-port must be 0 to 65535, got: " + operationsPort);
        }
        if (peerPort != null && (peerPort < 0 || peerPort > 65_535)) {
            throw new UsageError("--peer-port must be 0 to 65535, got: " + peerPort);
        }
        if (connections < 1 || connectionsPerAddress < 1) {
            throw new UsageError("--connections and --connections-per-address must be 1 or more");
        }
        try {
            HttpSettings settings = new HttpSettings(
                            host, port < 0 ? usualPort : port, Optional.ofNullable(cors), ingestRate, publicHosts)
                    .with(access.settings(host))
                    .with(ConnectionLimits.DEFAULT.inAll(connections).perAddress(connectionsPerAddress));
            settings = peerPort == null ? settings : settings.withPeers(peerPort);
            return operationsPort == null ? settings : settings.withOperations(operationsPort);
        } catch (IllegalArgumentException e) {
            throw new UsageError("--cors: " + e.getMessage());
        }
    }

    /** Where other instances reach this one, if given. */
    Optional<HostInfo> advertised() {
        if (advertised == null) {
            return Optional.empty();
        }
        String name = Utils.getHost(advertised);
        Integer number = Utils.getPort(advertised);
        if (name == null || number == null || number < 1 || number > 65_535) {
            throw new UsageError("--advertised must be HOST:PORT, got: " + advertised);
        }
        return Optional.of(new HostInfo(name, number));
    }
}
