/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpAgentTransportIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final AgentRequest INFO = AgentRequest.get("/info", Map.of());

    @Test
    void a_body_is_sent_with_its_length_and_can_be_sent_again() throws IOException {
        try (FakeAgent agent = FakeAgent.start();
                HttpAgentTransport transport = to(agent.url(), LONG)) {
            agent.answer("/x", request -> Answer.text(201, "done").withHeader("X-Answer", "yes"));
            ByteBuffer memory = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5}, 2, 3);
            AgentRequest request =
                    AgentRequest.put("x", Map.of("A", "1"), memory).withHeader("B", "2\r\nC: 3é");

            AgentResponse response = transport.send(request);
            transport.send(request);

            assertThat(response.status()).isEqualTo(201);
            assertThat(response.header("x-answer")).isEqualTo("yes");
            assertThat(response.toString()).isEqualTo("201 done");
            List<ReceivedRequest> received = agent.requests("/x");
            assertThat(received).extracting(ReceivedRequest::body).containsOnly(new byte[] {2, 3, 4});
            assertThat(received.get(0).headerNames()).containsExactly("A", "B", "Connection", "Content-Length", "Host");
            assertThat(received.get(0).header("B")).isEqualTo("2??C: 3?");
            assertThat(received.get(0).header("Content-Length")).isEqualTo("3");
            assertThat(received.get(0).header("Host")).isEqualTo("127.0.0.1:" + agent.port());
        }
    }

    @Test
    void a_get_has_no_length_and_a_post_without_body_has_one() throws IOException {
        try (FakeAgent agent = FakeAgent.start();
                HttpAgentTransport transport = to(agent.url(), LONG)) {
            transport.send(INFO);
            transport.send(AgentRequest.post("/p", Map.of(), ByteBuffer.allocate(0)));

            assertThat(agent.requests("/info").get(0).header("Content-Length")).isNull();
            assertThat(agent.requests("/p").get(0).header("Content-Length")).isEqualTo("0");
        }
    }

    @Test
    void the_path_of_the_address_is_kept() throws IOException {
        try (FakeAgent agent = FakeAgent.start();
                HttpAgentTransport transport = to(URI.create(agent.url() + "/behind/proxy/"), LONG)) {
            agent.answer("/behind/proxy/info", request -> Answer.json("{}"));

            assertThat(transport.send(INFO).status()).isEqualTo(200);
        }
    }

    @Test
    void a_large_body_arrives_over_tcp_and_over_a_unix_domain_socket(@TempDir Path directory) throws IOException {
        byte[] large = new byte[6 * 1024 * 1024];
        new Random(1).nextBytes(large);
        try (FakeAgent tcp = FakeAgent.start();
                FakeAgent unix = FakeAgent.onUnixSocket(directory.resolve("agent.sock"))) {
            for (FakeAgent agent : List.of(tcp, unix)) {
                agent.answer("/large", request -> Answer.text(200, "x".repeat(100_000)));
                try (HttpAgentTransport transport = to(agent.url(), LONG)) {
                    AgentResponse response =
                            transport.send(AgentRequest.post("/large", Map.of(), ByteBuffer.wrap(large)));

                    assertThat(response.body()).hasSize(100_000);
                    assertThat(agent.requests("/large").get(0).body()).isEqualTo(large);
                }
            }
        }
    }

    @Test
    void an_ipv6_address_works() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        RawServer server = null;
        try {
            server = RawServer.on(loopback, connection -> {
                String head = RawServer.readHead(connection);
                RawServer.send(
                        connection,
                        "HTTP/1.1 " + (head.contains("Host: [0:0:0:0:0:0:0:1]:") ? 200 : 400)
                                + "\r\nContent-Length: 0\r\n\r\n");
            });
        } catch (IOException noIpv6) {
            Assumptions.abort("no IPv6 here");
        }
        try (RawServer opened = server;
                HttpAgentTransport transport = new HttpAgentTransport(opened.address(), LONG, null)) {
            assertThat(loopback).isInstanceOf(Inet6Address.class);
            assertThat(transport.send(INFO).status()).isEqualTo(200);
        }
    }

    @Test
    void an_agent_that_is_not_there_is_a_connection_failure(@TempDir Path directory) {
        FakeAgent gone = FakeAgent.start();
        gone.close();

        assertThatThrownBy(() -> to(gone.url(), LONG).send(INFO))
                .isInstanceOf(AgentConnectionException.class)
                .hasMessageContaining("refused");
        URI noSocket = URI.create("unix://" + directory.resolve("none.sock"));
        assertThatThrownBy(() -> to(noSocket, LONG).send(INFO)).isInstanceOf(AgentConnectionException.class);
    }

    @Test
    void a_connection_that_closes_without_an_answer_is_a_connection_failure() throws IOException {
        try (RawServer server = RawServer.onLoopback(RawServer::readHead);
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), LONG, null)) {
            assertThatThrownBy(() -> transport.send(INFO)).isInstanceOf(AgentConnectionException.class);
        }
    }

    @Test
    void an_answer_that_has_begun_is_not_a_connection_failure() throws IOException {
        try (RawServer cut = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                RawServer garbage = RawServer.answering("220 mail.example.com ESMTP\r\n");
                HttpAgentTransport toCut = new HttpAgentTransport(cut.address(), LONG, null);
                HttpAgentTransport toGarbage = new HttpAgentTransport(garbage.address(), LONG, null)) {
            assertThatThrownBy(() -> toCut.send(INFO))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(AgentConnectionException.class);
            assertThatThrownBy(() -> toGarbage.send(INFO)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void waiting_for_an_answer_is_bounded() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> done.await());
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), SHORT, null)) {
            assertTimesOut(transport, INFO, "reading");
        } finally {
            done.countDown();
        }
    }

    @Test
    void waiting_for_the_agent_to_read_is_bounded() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> done.await());
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), SHORT, null)) {
            AgentRequest large = AgentRequest.put("/x", Map.of(), ByteBuffer.allocate(32 * 1024 * 1024));
            assertTimesOut(transport, large, "writing");
        } finally {
            done.countDown();
        }
    }

    @Test
    void an_answer_that_comes_drop_by_drop_is_bounded() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> {
                    RawServer.send(connection, "HTTP/1.1 200 OK\r\nX: ");
                    while (!done.await(20, TimeUnit.MILLISECONDS)) {
                        RawServer.send(connection, "x");
                    }
                });
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), SHORT, null)) {
            assertTimesOut(transport, INFO, "exchange not done");
        } finally {
            done.countDown();
        }
    }

    @Test
    void an_early_answer_is_read_although_the_agent_never_reads_the_body() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> {
                    RawServer.readHead(connection);
                    RawServer.send(connection, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                    done.await();
                });
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), LONG, null)) {
            AgentRequest large = AgentRequest.put("/x", Map.of(), ByteBuffer.allocate(32 * 1024 * 1024));

            assertThat(transport.send(large).status()).isEqualTo(413);
        } finally {
            done.countDown();
        }
    }

    @Test
    void closing_breaks_off_what_is_under_way_and_refuses_the_rest() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> {
            connected.countDown();
            done.await();
        })) {
            HttpAgentTransport transport = new HttpAgentTransport(server.address(), LONG, null);
            FutureTask<Throwable> sending = new FutureTask<>(() -> catchThrowable(() -> transport.send(INFO)));
            startDaemon(sending);
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();

            transport.close();
            transport.close();

            assertThat(sending.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(AgentConnectionException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> transport.send(INFO)).hasMessageContaining("closed");
            assertThat(server.connectionCount()).isEqualTo(1);
        } finally {
            done.countDown();
        }
    }

    @Test
    void an_interrupted_thread_stops_waiting_and_stays_interrupted() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.onLoopback(connection -> {
                    connected.countDown();
                    done.await();
                });
                HttpAgentTransport transport = new HttpAgentTransport(server.address(), LONG, null)) {
            FutureTask<Boolean> sending =
                    new FutureTask<>(() -> catchThrowable(() -> transport.send(INFO)) instanceof IOException
                            && Thread.currentThread().isInterrupted());
            Thread thread = startDaemon(sending);
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();

            thread.interrupt();

            assertThat(sending.get(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            done.countDown();
        }
    }

    @Test
    void neither_proxy_nor_cookies_nor_credentials_of_the_application_are_used() throws IOException {
        ProxySelector proxies = ProxySelector.getDefault();
        CookieHandler cookies = CookieHandler.getDefault();
        CookieManager jar = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        try (FakeAgent agent = FakeAgent.start();
                HttpAgentTransport transport = to(agent.url(), LONG)) {
            ProxySelector.setDefault(new ForbiddenProxies());
            CookieHandler.setDefault(jar);
            Authenticator.setDefault(new Authenticator() {});
            agent.answer("/info", request -> Answer.text(401, "who?")
                    .withHeader("Set-Cookie", "a=b")
                    .withHeader("WWW-Authenticate", "Basic realm=x"));

            assertThat(transport.send(INFO).status()).isEqualTo(401);
            assertThat(transport.send(INFO).status()).isEqualTo(401);

            assertThat(jar.getCookieStore().getCookies()).isEmpty();
            assertThat(agent.requests("/info")).hasSize(2).allSatisfy(request -> assertThat(request.headerNames())
                    .doesNotContain("Cookie", "Authorization"));
        } finally {
            ProxySelector.setDefault(proxies);
            CookieHandler.setDefault(cookies);
            Authenticator.setDefault(null);
        }
    }

    @Test
    void it_starts_no_thread() throws IOException {
        try (FakeAgent agent = FakeAgent.start();
                HttpAgentTransport transport = to(agent.url(), LONG)) {
            Set<String> before = threadNames();
            transport.send(INFO);
            Set<String> after = threadNames();

            after.removeAll(before);
            assertThat(after).allMatch(name -> name.startsWith("dd-fake-agent"));
        }
    }

    private static void assertTimesOut(HttpAgentTransport transport, AgentRequest request, String doing) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> transport.send(request))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining(doing);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));
    }

    private static HttpAgentTransport to(URI url, Duration timeout) {
        return new HttpAgentTransport(AgentAddress.parse(url.toString()), timeout, null);
    }

    private static Thread startDaemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Set<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static final class ForbiddenProxies extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            throw new IllegalStateException("the application's proxies were asked");
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
