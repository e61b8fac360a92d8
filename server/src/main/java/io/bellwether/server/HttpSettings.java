package io.bellwether.server;

import io.bellwether.server.access.AccessSettings;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The address of the API and its limits.
 *
 * @param port 0 for any free one
 * @param corsOrigin a web origin, as {@code https://host}, whose pages may read answers besides our own; empty for none
 * @param eventsPerSecond accepted over HTTP by this instance, 1 or more
 * @param names host names by which it is reached, besides addresses and those of the loopback
 * @param access who may do what
 * @param operationsPort where health and metrics are served as well, to everybody; empty for nowhere
 * @param connections what connections may take
 * @param peerPort where other instances ask, and only there; 0 for any free one, empty for {@code port}
 */
public record HttpSettings(
        String host,
        int port,
        Optional<String> corsOrigin,
        int eventsPerSecond,
        Set<String> names,
        AccessSettings access,
        OptionalInt operationsPort,
        ConnectionLimits connections,
        OptionalInt peerPort) {

    /** The default rate. */
    public static final int EVENTS_PER_SECOND = 5_000;

    public HttpSettings {
        names = Set.copyOf(names);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, got: " + port);
        }
        if (eventsPerSecond < 1) {
            throw new IllegalArgumentException("events per second must be 1 or more, got: " + eventsPerSecond);
        }
        corsOrigin.ifPresent(origin -> {
            if (!origin.matches("https?://[^/?#\\s]+")) {
                throw new IllegalArgumentException("a web origin must be as https://host:port, got: " + origin);
            }
        });
    }

    /** Settings with the default rate. */
    public HttpSettings(String host, int port, Optional<String> corsOrigin) {
        this(host, port, corsOrigin, EVENTS_PER_SECOND, Set.of());
    }

    /** Settings without authentication. */
    public HttpSettings(String host, int port, Optional<String> corsOrigin, int eventsPerSecond, Set<String> names) {
        this(
                host,
                port,
                corsOrigin,
                eventsPerSecond,
                names,
                AccessSettings.OPEN,
                OptionalInt.empty(),
                ConnectionLimits.DEFAULT,
                OptionalInt.empty());
    }

    /** The same, with these settings of who may do what. */
    public HttpSettings with(AccessSettings other) {
        return new HttpSettings(
                host, port, corsOrigin, eventsPerSecond, names, other, operationsPort, connections, peerPort);
    }

    /** The same, with health and metrics at a port of their own too. */
    public HttpSettings withOperations(int otherPort) {
        return new HttpSettings(
                host,
                port,
                corsOrigin,
                eventsPerSecond,
                names,
                access,
                OptionalInt.of(otherPort),
                connections,
                peerPort);
    }

    /** The same, with a port of their own for other instances. */
    public HttpSettings withPeers(int otherPort) {
        return new HttpSettings(
                host,
                port,
                corsOrigin,
                eventsPerSecond,
                names,
                access,
                operationsPort,
                connections,
                OptionalInt.of(otherPort));
    }

    /** The same, with these limits of connections. */
    public HttpSettings with(ConnectionLimits other) {
        return new HttpSettings(
                host, port, corsOrigin, eventsPerSecond, names, access, operationsPort, other, peerPort);
    }

    /** The scheme of its addresses. */
    public String scheme() {
        return access.tls().isPresent() ? "https" : "http";
    }

    /** The same, reached by this name too. */
    public HttpSettings withName(String name) {
        Set<String> all = new TreeSet<>(names);
        all.add(name);
        return new HttpSettings(
                host, port, corsOrigin, eventsPerSecond, all, access, operationsPort, connections, peerPort);
    }
}
