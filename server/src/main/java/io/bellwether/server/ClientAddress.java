package io.bellwether.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whom limits for one client are kept for: an address, and of IPv6, where a client has as many as it likes, the network. */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    static String of(InetAddress address) {
        return address instanceof Inet6Address && !address.isLoopbackAddress()
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }

    /** @param literal an address as a server gives it, which is not looked up */
    static String of(String literal) {
        try {
            return of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return literal;
        }
    }
}
