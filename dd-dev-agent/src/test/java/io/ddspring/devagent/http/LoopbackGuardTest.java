/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8126",
                "LOCALHOST:1",
                "127.0.0.1:8126",
                "127.1.2.3",
                "[::1]:8126",
                "a.localhost"
            })
    void the_console_answers_to_names_of_this_machine(String host) {
        assertThat(LoopbackGuard.refuseConsole(request("GET", host, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8126",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "192.168.0.7:8126",
                "[::2]",
                "localhost:8126@evil.example",
                ""
            })
    void the_console_refuses_other_names(String host) {
        assertThat(LoopbackGuard.refuseConsole(request("GET", host, null))).isPresent();
    }

    @Test
    void the_console_refuses_a_request_without_a_name() {
        assertThat(LoopbackGuard.refuseConsole(request("GET", null, null))).isPresent();
    }

    @Test
    void pages_of_other_origins_cannot_change_anything() {
        assertThat(LoopbackGuard.refuseConsole(request("DELETE", "localhost", "https://evil.example")))
                .isPresent();
        assertThat(LoopbackGuard.refuseConsole(request("DELETE", "localhost", "null")))
                .isPresent();
        assertThat(LoopbackGuard.refuseConsole(request("DELETE", "localhost", "not a uri")))
                .isPresent();
        assertThat(LoopbackGuard.refuseConsole(request("DELETE", "localhost:8126", "http://localhost:3000")))
                .isPresent();
        assertThat(LoopbackGuard.refuseConsole(request("DELETE", "localhost:8126", "http://localhost:8126")))
                .isEmpty();
        assertThat(LoopbackGuard.refuseConsole(request("GET", "localhost:8126", "https://evil.example")))
                .isPresent();
    }

    @Test
    void tracers_may_call_this_machine_by_any_name_but_pages_may_not_send_traces() {
        assertThat(LoopbackGuard.refuseOrigin(request("PUT", "agent.internal:8126", null)))
                .isEmpty();
        assertThat(LoopbackGuard.refuseOrigin(request("POST", "localhost", "https://evil.example")))
                .isPresent();
    }

    private static Request request(String method, String host, String origin) {
        Headers headers = new Headers();
        if (host != null) {
            headers.add("Host", host);
        }
        if (origin != null) {
            headers.add("Origin", origin);
        }
        return new Request(method, URI.create("/api/traces"), headers, InputStream.nullInputStream());
    }
}
