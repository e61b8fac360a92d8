package io.bellwether.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A network between clients and a server on this machine, which can be cut: so that both ends hear of it, or so that
 * neither hears anything any more. What was connected before stays lost; new connections get through again once mended.
 */
public final class Cut implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    /** Cut without a word. */
    private final Set<Link> silenced = ConcurrentHashMap.newKeySet();

    private volatile boolean cut;
    private volatile Trap trap = Trap.NONE;

    private enum End {
        /** Both hear of it. */
        TOLD,
        /** The server gets what was sent, its answer is swallowed like all that follows. */
        SILENT,
        /** The same, and the server gets but half of what was sent. */
        SILENT_HALFWAY
    }

    /** What to do when a client has sent a certain text. */
    private record Trap(String text, End end) {

        private static final Trap NONE = new Trap("", End.TOLD);
    }

    private record Link(Socket client, Socket server, CountDownLatch ended) {

        void close() {
            try (client;
                    server) {
                ended.countDown();
            } catch (IOException e) {
                // It is cut either way.
            }
        }
    }

    public Cut(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "network");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("resource") // a link closes its sockets
    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                connect(client);
            } catch (IOException e) {
                // Closed, or the server is not there: the client hears of it.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target), new CountDownLatch(1));
            client.setTcpNoDelay(true);
            link.server().setTcpNoDelay(true);
            links.add(link);
            start(() -> forward(link, link.client(), link.server(), true));
            start(() -> forward(link, link.server(), link.client(), false));
        } catch (IOException e) {
            client.close();
        }
    }

    private void forward(Link link, Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean trapped = toServer && springs(buffer, read);
                if (trapped && trap.end() != End.TOLD) {
                    silence(link);
                }
                if (links.contains(link) || trapped) {
                    out.write(buffer, 0, trapped && trap.end() == End.SILENT_HALFWAY ? read / 2 : read);
                    out.flush();
                }
                if (trapped && trap.end() == End.TOLD) {
                    // The server must get what was sent, so its end closes when it has answered, into nothing.
                    links.remove(link);
                    from.close();
                    to.shutdownOutput();
                    return;
                }
                if (silenced.contains(link)) {
                    // Neither end is told, nothing is read any more.
                    link.ended().await();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The link is at its end.
        }
        links.remove(link);
        link.close();
    }

    private void silence(Link link) {
        silenced.add(link);
        links.remove(link);
    }

    private boolean springs(byte[] buffer, int read) {
        String text = trap.text();
        return !text.isEmpty() && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** From now on: what a client sends with this text arrives, but no answer comes back. */
    public void afterSending(String text, boolean silent) {
        trap = new Trap(text, silent ? End.SILENT : End.TOLD);
    }

    /** From now on: of what a client sends with this text half arrives, and nothing any more in either direction. */
    public void halfwaySending(String text) {
        trap = new Trap(text, End.SILENT_HALFWAY);
    }

    /** Everything connected is lost, nothing new gets through. */
    public void cut(boolean silent) {
        cut = true;
        for (Link link : Set.copyOf(links)) {
            if (silent) {
                silence(link);
            } else {
                links.remove(link);
                link.close();
            }
        }
    }

    public void mend() {
        cut = false;
        trap = Trap.NONE;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut(false);
        silenced.forEach(Link::close);
    }
}
