package io.bellwether.server;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;

/** Lets the requests of one address have a fourth of the server's threads; further ones of it wait, without a thread. */
final class ThreadsPerAddress extends ThreadLimitHandler {

    private static final int PART = 4;

    /** @param all threads of the server */
    ThreadsPerAddress(int all) {
        super(null, false); // which headers a proxy sets, and whether there is one, it does not know
        setThreadLimit(Math.max(1, all / PART));
    }

    @Override
    protected String getRemoteIP(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? ClientAddress.of(remote.getAddress())
                : "";
    }
}
