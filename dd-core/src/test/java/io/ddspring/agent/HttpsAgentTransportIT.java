/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsAgentTransportIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static SSLContext trusting;
    private static HttpsServer server;

    @BeforeAll
    static void startServer() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=agent",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), trusted.getTrustManagers(), null);

        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.createContext("/size", exchange -> {
            int size = exchange.getRequestBody().readAllBytes().length;
            byte[] answer = String.valueOf(size).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @Test
    void requests_go_over_tls_to_a_trusted_agent() throws IOException {
        try (HttpAgentTransport transport = new HttpAgentTransport(address("localhost"), LONG, trusting)) {
            for (int size : new int[] {0, 1, 3 * 1024 * 1024}) {
                AgentResponse response = transport.send(AgentRequest.put("/size", Map.of(), ByteBuffer.allocate(size)));

                assertThat(response.toString()).isEqualTo("200 " + size);
            }
        }
    }

    @Test
    void an_agent_that_is_not_trusted_gets_nothing() {
        try (HttpAgentTransport transport = new HttpAgentTransport(address("localhost"), LONG, null)) {
            assertThatThrownBy(() -> transport.send(AgentRequest.get("/size", Map.of())))
                    .isInstanceOf(AgentConnectionException.class)
                    .hasMessageContaining("PKIX");
        }
    }

    @Test
    void a_certificate_for_another_host_is_not_accepted() {
        try (HttpAgentTransport transport = new HttpAgentTransport(address("127.0.0.1"), LONG, trusting)) {
            assertThatThrownBy(() -> transport.send(AgentRequest.get("/size", Map.of())))
                    .isInstanceOf(AgentConnectionException.class)
                    .hasMessageContaining("subject alternative names");
        }
    }

    @Test
    void a_handshake_that_is_not_answered_is_bounded() throws IOException {
        try (RawServer silent =
                RawServer.onLoopback(connection -> connection.getInputStream().readAllBytes())) {
            AgentAddress address =
                    AgentAddress.parse("https://127.0.0.1:" + silent.address().port());
            try (HttpAgentTransport transport = new HttpAgentTransport(address, Duration.ofMillis(200), trusting)) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> transport.send(AgentRequest.get("/size", Map.of())))
                        .isInstanceOf(SocketTimeoutException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static AgentAddress address(String host) {
        return AgentAddress.parse("https://" + host + ":" + server.getAddress().getPort());
    }
}
