package io.bellwether.server;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * What connections may take of a server. One address gets a part of everything, so that whoever takes all that one can get leaves
 * enough for others.
 *
 * @param inAll open at a time; more wait to be accepted, and idle ones are closed sooner
 * @param perAddress of these for one address, more are closed at once; as many as in all where all come from one proxy
 * @param headWithin after the last answer, or its opening, the head of a connection's next request must be there, however slowly it
 *     is sent
 */
public record ConnectionLimits(int inAll, int perAddress, Duration headWithin) {

    /** Of the API. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(2_000, 250, Duration.ofSeconds(40));

    /** Of health and metrics, which some probes ask. */
    static final ConnectionLimits OPERATIONS = new ConnectionLimits(200, 50, Duration.ofSeconds(40));

    /** Longer than streams of alerts are silent. */
    private static final Duration IDLE_IF_FULL = Duration.ofSeconds(15);

    /** Connections that wait to be accepted while many are opened at once; beyond it a client tries again after a second. */
    private static final int ACCEPT_QUEUE = 1_024;

    private static final int USUAL_THREADS = 250;

    public ConnectionLimits {
        if (inAll < 1 || perAddress < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, got: " + Math.min(inAll, perAddress));
        }
        if (headWithin.toMillis() < 1) {
            throw new IllegalArgumentException("heads need 1 ms or more, got: " + headWithin);
        }
    }

    /** These limits for the connections of one address. */
    public ConnectionLimits perAddress(int other) {
        return new ConnectionLimits(inAll, other, headWithin);
    }

    /** These limits for all connections. */
    public ConnectionLimits inAll(int other) {
        return new ConnectionLimits(other, perAddress, headWithin);
    }

    /** Whether clients are told apart by their addresses. */
    boolean tellsApart() {
        return perAddress < inAll;
    }

    /** Makes a server keep them. */
    void keep(JettyConfig config) {
        config.modifyServer(server -> {
            server.insertHandler(new MinimumRate());
            if (tellsApart()) {
                server.insertHandler(new ThreadsPerAddress(threads(server.getThreadPool())));
            }
            NetworkConnectionLimit all = new NetworkConnectionLimit(inAll, server);
            all.setEndPointIdleTimeout(IDLE_IF_FULL.toMillis());
            server.addBean(all);
            // Its connectors are not there before it starts.
            server.addEventListener(new LifeCycle.Listener() {
                @Override
                public void lifeCycleStarting(LifeCycle starting) {
                    keep(server);
                }
            });
        });
    }

    private static int threads(ThreadPool pool) {
        return pool instanceof ThreadPool.SizedThreadPool sized ? sized.getMaxThreads() : USUAL_THREADS;
    }

    private void keep(Server server) {
        for (Connector each : server.getConnectors()) {
            ServerConnector connector = (ServerConnector) each;
            connector.setAcceptQueueSize(ACCEPT_QUEUE);
            connector.addBean(new HeadDeadline(TimeUnit.MILLISECONDS.toNanos(headWithin.toMillis())));
            if (tellsApart()) {
                connector.addBean(new AddressLimit(perAddress));
            }
        }
    }
}
