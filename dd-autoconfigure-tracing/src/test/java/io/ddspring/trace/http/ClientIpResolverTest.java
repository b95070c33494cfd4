/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIpResolverTest {
    private static final ClientIpResolver USUAL_HEADERS = new ClientIpResolver("");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "x-forwarded-for, `8.8.8.8`, 8.8.8.8",
                "x-forwarded-for, `10.0.0.1, 8.8.8.8, 9.9.9.9`, 8.8.8.8",
                "x-forwarded-for, `unknown, 8.8.4.4`, 8.8.4.4",
                "x-forwarded-for, `8.8.8.8:1234`, 8.8.8.8",
                "x-forwarded-for, `[2001:db9::1]:1234`, 2001:db9::1",
                "x-forwarded-for, `2001:db9::1`, 2001:db9::1",
                "x-forwarded-for, `fe80::1%eth0, 2001:db9::2`, 2001:db9::2",
                "x-forwarded-for, `::ffff:8.8.8.8`, ::ffff:8.8.8.8",
                "forwarded, `for=8.8.8.8;proto=https`, 8.8.8.8",
                "forwarded, `proto=https;For=\"[2001:db9::1]:80\"`, 2001:db9::1",
                "forwarded, `for=10.0.0.1, for=8.8.8.8`, 8.8.8.8",
                "x-real-ip, 8.8.8.8, 8.8.8.8",
                "true-client-ip, 8.8.8.8, 8.8.8.8",
                "x-client-ip, 8.8.8.8, 8.8.8.8",
                "forwarded-for, 8.8.8.8, 8.8.8.8",
                "x-cluster-client-ip, 8.8.8.8, 8.8.8.8",
                "fastly-client-ip, 8.8.8.8, 8.8.8.8",
                "cf-connecting-ip, 8.8.8.8, 8.8.8.8",
                "cf-connecting-ipv6, 2001:db9::7, 2001:db9::7"
            })
    void the_first_public_address_of_a_header_is_the_client(String header, String value, String client) {
        assertThat(USUAL_HEADERS.resolve(FakeRequest.get("/").with(header, value)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.0.1",
                "::1",
                "fe80::1",
                "febf::1",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "::ffff:a00:1"
            })
    void a_private_address_gives_way_to_a_public_one(String address) {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", address).with("cf-connecting-ip", "8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("8.8.8.8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "172.15.0.1",
                "172.32.0.1",
                "11.0.0.1",
                "192.169.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "2001:db9::1",
                "fb00::1",
                "::2"
            })
    void an_address_next_to_a_private_network_is_public(String address) {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", address).with("x-real-ip", "8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.-4",
                "a.b.c.d",
                "1.2.3.4x",
                ":",
                ":::",
                "1::2::3",
                "12345::1",
                "g::1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "[::1",
                "::1.2.3",
                "1:2:3:4:5:6:7:",
                "for=",
                "٣.1.1.1",
                "localhost",
                "::1.2.3.4:5"
            })
    void what_is_not_an_address_is_passed_over(String value) {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", value).with("x-real-ip", "8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("8.8.8.8");
    }

    @Test
    void an_earlier_header_wins() {
        FakeRequest request = FakeRequest.get("/").with("x-real-ip", "9.9.9.9").with("x-forwarded-for", "8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("8.8.8.8");
    }

    @Test
    void the_first_private_address_is_better_than_a_private_peer() {
        FakeRequest request = FakeRequest.get("/")
                .with("x-forwarded-for", "192.168.1.1")
                .with("x-real-ip", "10.0.0.1")
                .peer("127.0.0.1");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("192.168.1.1");
    }

    @Test
    void a_public_peer_is_better_than_a_private_address() {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", "192.168.1.1").peer("8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("8.8.8.8");
    }

    @Test
    void without_headers_the_peer_is_the_client() {
        assertThat(USUAL_HEADERS.resolve(FakeRequest.get("/").peer("10.0.0.9"))).isEqualTo("10.0.0.9");
        assertThat(USUAL_HEADERS.resolve(FakeRequest.get("/").peer(null))).isNull();
    }

    @Test
    void repeated_headers_are_read_in_order() {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", "10.0.0.1").with("x-forwarded-for", "8.8.8.8");

        assertThat(USUAL_HEADERS.resolve(request)).isEqualTo("8.8.8.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "for=8.8.8.8", "10.0.0.1, 8.8.8.8"})
    void a_configured_header_is_the_only_one(String value) {
        FakeRequest request =
                FakeRequest.get("/").with("x-forwarded-for", "9.9.9.9").with("x-our-proxy", value);

        assertThat(new ClientIpResolver("X-Our-Proxy").resolve(request)).isEqualTo("8.8.8.8");
        assertThat(new ClientIpResolver("x-absent").resolve(request)).isEqualTo("127.0.0.1");
    }
}
