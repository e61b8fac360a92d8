package io.bellwether.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Closes connections of an address that has as many as it may. Jetty's own limits stop to accept at all, and so would let one client
 * shut the others out. Thread-safe.
 */
final class AddressLimit implements SelectorManager.AcceptListener {

    private final int max;
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<SelectableChannel, String> open = new ConcurrentHashMap<>();

    AddressLimit(int max) {
        this.max = max;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        try {
            if (((SocketChannel) channel).getRemoteAddress() instanceof InetSocketAddress remote) {
                String address = ClientAddress.of(remote.getAddress());
                open.put(channel, address);
                if (counts.merge(address, 1, Integer::sum) > max) {
                    channel.close(); // so that accepting it fails
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        release(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        release(channel);
    }

    private void release(SelectableChannel channel) {
        String address = open.remove(channel);
        if (address != null) {
            counts.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        }
    }
}
