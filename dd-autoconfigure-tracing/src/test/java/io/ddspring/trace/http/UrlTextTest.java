/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTextTest {
    @ParameterizedTest
    @CsvSource({
        "http, shop, 80, /a, http://shop/a",
        "https, shop, 443, /a, https://shop/a",
        "http, shop, 443, /a, http://shop:443/a",
        "https, shop, 8443, /a, https://shop:8443/a",
        "http, shop, -1, '', http://shop/",
        "http, ::1, 8080, /, 'http://[::1]:8080/'",
        "http, [::1], 8080, /, 'http://[::1]:8080/'",
        "HTTP, shop, 80, /a, HTTP://shop/a"
    })
    void default_ports_are_left_out(String scheme, String host, int port, String path, String url) {
        assertThat(UrlText.of(scheme, host, port, path)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop/a, shop, -1",
        "http://shop:81/a, shop, 81",
        "http://user:secret@shop:81/a, shop, 81",
        "http://my_shop/a, my_shop, -1",
        "http://my_shop:81/a, my_shop, 81",
        "http://user:secret@my_shop:81/a, my_shop, 81",
        "http://[::1]:81/a, [::1], 81",
        "/relative, '', -1"
    })
    void host_and_port_come_without_user(String uri, String host, int port) {
        assertThat(UrlText.hostOf(URI.create(uri))).isEqualTo(host);
        assertThat(UrlText.portOf(URI.create(uri))).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"a:80, a", "a, a", "[::1]:80, [::1]", "[::1], [::1]", "::1, ::1", "'', ''"})
    void a_port_is_taken_off(String hostAndPort, String host) {
        assertThat(UrlText.withoutPort(hostAndPort)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%20b, /a b",
        "/J%C3%BCrgen, /Jürgen",
        "/plain, /plain",
        "/100%, /100%",
        "/%4, /%4",
        "/%zz, /%zz",
        "/ü%41, /üA"
    })
    void percent_encoding_is_decoded_unless_it_is_broken(String text, String decoded) {
        assertThat(UrlText.decode(text)).isEqualTo(decoded);
    }
}
