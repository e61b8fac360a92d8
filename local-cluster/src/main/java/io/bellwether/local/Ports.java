package io.bellwether.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {

    /** Below the ephemeral ports, so that no outgoing connection takes one of these. */
    private static final int FIRST = 15_000;

    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** A port on which nothing listens now. */
    public static int free() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new LocalClusterException("no free port found between " + FIRST + " and " + LAST);
    }

    /** Whether nothing listens on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The given port, or a free one if it is 0. */
    static int resolve(int port, String of) {
        if (port == 0) {
            return free();
        }
        if (!isFree(port)) {
            throw new LocalClusterException("port " + port + " (" + of + ") is taken by another program");
        }
        return port;
    }
}
