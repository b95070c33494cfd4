/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixSocketIT {
    private static final int MAX_CONNECTIONS = 32;
    private static final String INFO = "GET /info HTTP/1.1\r\nHost: localhost\r\n";

    @TempDir
    Path directory;

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

    @Test
    void connections_beyond_the_limit_are_dropped_until_others_have_ended() throws Exception {
        Path socket = directory.resolve("apm.socket");
        List<SocketChannel> open = new ArrayList<>();
        try (DevAgent agent = DevAgent.builder().port(0).unixSocket(socket).start()) {
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                open.add(channel);
                channel.write(StandardCharsets.US_ASCII.encode(INFO + "\r\n"));
                assertThat(channel.read(ByteBuffer.allocate(100))).isPositive();
            }
            assertThat(isAnswered(socket)).isFalse();

            open.remove(0).close();
            while (!isAnswered(socket)) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            assertThat(agent.port()).isPositive();
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    /** A connection that is dropped ends, or cannot be written to. */
    private static boolean isAnswered(Path socket) {
        try {
            return ask(socket).startsWith("HTTP/1.1 200 ");
        } catch (IOException dropped) {
            return false;
        }
    }

    private static String ask(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(StandardCharsets.US_ASCII.encode(INFO + "Connection: close\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(100_000);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return StandardCharsets.UTF_8.decode(answer.flip()).toString();
        }
    }
}
