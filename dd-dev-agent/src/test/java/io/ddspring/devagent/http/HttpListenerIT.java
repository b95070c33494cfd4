/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpListenerIT {
    private static final int MORE_THAN_THREADS = 20;

    private HttpListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = HttpListener.bind(0, Duration.ofSeconds(1), (role, work) -> {
            Thread thread = new Thread(work, "test-" + role);
            thread.setDaemon(true);
            return thread;
        });
        listener.start(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void clients_that_stop_in_the_midst_of_a_request_do_not_keep_others_waiting() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                slow.add(send(
                        i % 2 == 0 ? "POST / HTTP/1.1\r\nHos" : "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"));
            }
            try (Socket client = send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                byte[] status = client.getInputStream().readNBytes(12);
                assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Socket send(String text) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
