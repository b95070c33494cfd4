/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ForwardingAndUnixSocketIT {
    private static final String BODY = "[{\"message\":\"hi\"}]";

    @TempDir
    Path directory;

    @Test
    void passes_on_what_it_took_with_its_query_and_headers() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer real = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        real.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("DD-API-KEY") + " " + body);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        real.start();
        URI url = URI.create("http://127.0.0.1:" + real.getAddress().getPort());
        try (DevAgent agent = DevAgent.builder().port(0).forwardTo(url).start()) {
            assertThat(post(agent)).isEqualTo(202);

            assertThat(received.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("POST /debugger/v2/input?ddtags=env%3Ax key " + BODY);
            assertThat(status(agent)).contains("\"url\":\"" + url + "\"").contains("\"failed\":0");
        } finally {
            real.stop(0);
        }
    }

    @Test
    void clients_do_not_notice_a_real_agent_that_is_not_there() throws Exception {
        try (DevAgent agent = DevAgent.builder()
                .port(0)
                .forwardTo(URI.create("http://127.0.0.1:1"))
                .start()) {
            assertThat(post(agent)).isEqualTo(202);
            String status = status(agent);
            while (!status.contains("lastError")) {
                status = status(agent);
            }
            assertThat(status).contains("\"failed\":1").contains("ConnectException");
        }
    }

    @Test
    void an_agent_that_is_told_to_pass_on_to_itself_does_not_go_on_for_ever() throws Exception {
        try (DevAgent first = DevAgent.builder().port(0).start();
                DevAgent second =
                        DevAgent.builder().port(0).forwardTo(first.url()).start();
                DevAgent third =
                        DevAgent.builder().port(0).forwardTo(second.url()).start()) {
            post(third);
            String status = status(third);
            while (!status.contains("\"forwarded\":1")) {
                status = status(third);
            }
            assertThat(status(second)).contains("\"queued\":0").contains("\"forwarded\":0");
        }
    }

    @Test
    void refuses_urls_that_are_no_agent() {
        assertThatThrownBy(() ->
                        DevAgent.builder().forwardTo(URI.create("unix:///x")).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answers_over_a_unix_domain_socket_too_and_removes_it() throws Exception {
        Path socket = directory.resolve("apm.socket");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        try (DevAgent agent = DevAgent.builder().port(0).unixSocket(socket).start()) {
            assertThat(ask(socket)).startsWith("HTTP/1.1 200 ").contains("\"endpoints\"");
            assertThatThrownBy(
                            () -> DevAgent.builder().port(0).unixSocket(socket).start())
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(ask(socket)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void does_not_replace_other_files_by_its_socket() throws Exception {
        Path file = Files.writeString(directory.resolve("notes"), "dear");
        assertThatThrownBy(() -> DevAgent.builder().port(0).unixSocket(file).start())
                .isInstanceOf(UncheckedIOException.class);
        assertThat(file).hasContent("dear");
    }

    private static String ask(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(StandardCharsets.US_ASCII.encode(
                    "GET /info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(100_000);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return StandardCharsets.UTF_8.decode(answer.flip()).toString();
        }
    }

    private static int post(DevAgent agent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(agent, "/debugger/v2/input?ddtags=env%3Ax"))
                .header("Content-Type", "application/json")
                .header("DD-API-KEY", "key")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String status(DevAgent agent) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri(agent, "/api/forwarding")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static URI uri(DevAgent agent, String path) {
        return URI.create("http://127.0.0.1:" + agent.port() + path);
    }
}
