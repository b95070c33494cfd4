/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose every connection is handled by the test's own code, for what no HTTP server would do. */
final class RawServer implements AutoCloseable {
    /** Handles one connection, which is closed afterwards. */
    interface Handler {
        void handle(Socket connection) throws Exception;
    }

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    private RawServer(ServerSocket server, Handler handler) {
        this.server = server;
        startDaemon(() -> {
            while (!server.isClosed()) {
                Socket connection = accept();
                if (connection != null) {
                    connections.add(connection);
                    startDaemon(() -> serve(connection, handler));
                }
            }
        });
    }

    static RawServer on(InetAddress address, Handler handler) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReceiveBufferSize(4_096);
        server.bind(new InetSocketAddress(address, 0));
        return new RawServer(server, handler);
    }

    static RawServer onLoopback(Handler handler) throws IOException {
        return on(InetAddress.getLoopbackAddress(), handler);
    }

    /** Sends {@code answer} after the head of the request was read. */
    static RawServer answering(String answer) throws IOException {
        return onLoopback(connection -> {
            readHead(connection);
            send(connection, answer);
        });
    }

    /** Reads up to the empty line and returns all lines. */
    static String readHead(Socket connection) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = connection.getInputStream();
        int next = 0;
        while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
            next = in.read();
            head.append((char) next);
        }
        return head.toString();
    }

    static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    AgentAddress address() {
        return AgentAddress.http(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    int connectionCount() {
        return connections.size();
    }

    private Socket accept() {
        try {
            return server.accept();
        } catch (IOException closing) {
            return null;
        }
    }

    private static void serve(Socket connection, Handler handler) {
        try (connection) {
            handler.handle(connection);
        } catch (Exception brokenOff) {
            // The client side of the test says what it expected.
            Thread.currentThread().interrupt();
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
