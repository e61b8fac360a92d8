package io.bellwether.consumer.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                // The ways of writing an address that resolvers still take.
                "2130706433",
                "127.1"
            })
    void shouldNotReachAddressesOutsideThePublicInternet(String address) {
        assertThatThrownBy(() -> AddressPolicy.of(false).resolve(address))
                .isInstanceOf(AddressPolicy.ForbiddenAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "100.63.255.255", "100.128.0.1", "169.253.0.1", "172.15.255.255",
                "172.32.0.1", "192.1.0.1", "198.20.0.1", "203.0.112.1", "223.255.255.255", "2606:4700::1111",
                "2a00:1450::1", "64:ff9b::808:808", "2002:808:808::"
            })
    void shouldReachThePublicInternet(String address) {
        assertThatCode(() -> AddressPolicy.of(false).resolve(address)).doesNotThrowAnyException();
    }

    @Test
    void shouldReachAnyAddressWhenAllowed() throws Exception {
        assertThat(AddressPolicy.of(true).resolve("127.0.0.1")).hasSize(1);
    }

    @Test
    void shouldRefuseANameOfWhichOneAddressIsPrivate() {
        AddressPolicy destinations = AddressPolicy.of(false, answering("1.1.1.1", "10.0.0.1"));

        assertThatThrownBy(() -> destinations.resolve("mixed.example"))
                .hasMessage("host mixed.example is at a private or reserved address, which webhooks may not reach");
    }

    static DnsResolver answering(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return Arrays.stream(addresses).map(AddressPolicyTest::literal).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
