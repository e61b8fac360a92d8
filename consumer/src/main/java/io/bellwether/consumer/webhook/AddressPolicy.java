package io.bellwether.consumer.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Which addresses may be connected to. The client connects to the addresses that were checked here, so DNS rebinding gains
 * nothing. A host with several addresses is rejected if one of them is: public and private addresses are not mixed by
 * accident.
 */
final class AddressPolicy implements DnsResolver {

    /** The host is at an address that webhooks must not reach. */
    static final class ForbiddenAddressException extends UnknownHostException {
        ForbiddenAddressException(String host) {
            super("host " + host + " is at a private or reserved address, which webhooks may not reach");
        }
    }

    private final Predicate<InetAddress> allowed;
    private final DnsResolver names;

    private AddressPolicy(Predicate<InetAddress> allowed, DnsResolver names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** Addresses of the public internet only, or any. */
    static AddressPolicy of(boolean allowPrivate, DnsResolver names) {
        return new AddressPolicy(allowPrivate ? address -> true : AddressPolicy::isPublic, names);
    }

    static AddressPolicy of(boolean allowPrivate) {
        return of(allowPrivate, SystemDefaultDnsResolver.INSTANCE);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (!Arrays.stream(addresses).allMatch(allowed)) {
            throw new ForbiddenAddressException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /**
     * Whether an address is one of the public internet: none of the special-purpose registries of IANA (RFC 6890), which
     * hold the services of this host and network, and a cloud's metadata.
     */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes, 0);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int a = bytes[at] & 0xFF;
        int b = bytes[at + 1] & 0xFF;
        int c = bytes[at + 2] & 0xFF;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> b != 168 && !(b == 0 && (c == 0 || c == 2)) && !(b == 88 && c == 99);
            case 198 -> b != 18 && b != 19 && !(b == 51 && c == 100);
            case 203 -> !(b == 0 && c == 113);
            default -> a < 224;
        };
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (first == 0x64 && second == 0xFF9B) {
            // NAT64: the last four bytes are an address of IPv4. The local-use prefix has no rule for where they are.
            return bytes[4] == 0 && bytes[5] == 0 && isPublic4(bytes, 12);
        }
        if (first == 0x2002) {
            return isPublic4(bytes, 2); // 6to4
        }
        // Global unicast, without Teredo and what else is 2001::/23, and without documentation.
        boolean protocols = first == 0x2001 && (second < 0x200 || second == 0xDB8);
        return (first & 0xE000) == 0x2000 && !protocols && first != 0x3FFF;
    }
}
