/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link DevAgent} as a program of its own: {@code java -jar dd-dev-agent-exec.jar [--port <number>]
 * [--forward <url>] [--unix-socket <path>]}.
 */
public final class DevAgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(DevAgentMain.class);
    private static final int EXIT_USAGE = 2;

    private DevAgentMain() {}

    /** Runs until the process is asked to end. Exits with status 2 if an argument is wrong. */
    public static void main(String[] args) throws InterruptedException {
        // The JDK's server writes head and body apart; without this the second waits 40 ms on a kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Arguments arguments;
        DevAgent agent;
        try {
            arguments = Arguments.parse(args);
            agent = arguments.builder().start();
        } catch (IllegalArgumentException e) {
            LOG.error("{}. Usage: [--port <number>] [--forward <url>] [--unix-socket <path>]", e.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(DevAgent.thread("stop", () -> {
            agent.close();
            ended.countDown();
        }));
        if (arguments.port() != 0 && agent.port() != arguments.port()) {
            LOG.warn("Port {} is taken", arguments.port());
        }
        LOG.info("Development agent and console at {}", agent.url());
        ended.await();
    }

    /** The command line. */
    record Arguments(
            int port, @Nullable URI forward, @Nullable Path unixSocket) {
        /** @throws IllegalArgumentException when it cannot be understood */
        static Arguments parse(String... args) {
            int port = DevAgent.DEFAULT_PORT;
            URI forward = null;
            Path unixSocket = null;
            for (int i = 0; i < args.length; i++) {
                int equals = args[i].indexOf('=');
                String name = equals < 0 ? args[i] : args[i].substring(0, equals);
                if (equals < 0 && i + 1 == args.length) {
                    throw notUnderstood(args[i]);
                }
                String value = equals < 0 ? args[i + 1] : args[i].substring(equals + 1);
                switch (name) {
                    case "--port" -> port = port(value);
                    case "--forward" -> forward = URI.create(value);
                    case "--unix-socket" -> unixSocket = Path.of(value);
                    default -> throw notUnderstood(args[i]);
                }
                i += equals < 0 ? 1 : 0;
            }
            return new Arguments(port, forward, unixSocket);
        }

        DevAgent.Builder builder() {
            DevAgent.Builder builder = DevAgent.builder().port(port);
            if (forward != null) {
                builder.forwardTo(forward);
            }
            if (unixSocket != null) {
                builder.unixSocket(unixSocket);
            }
            return builder;
        }

        private static IllegalArgumentException notUnderstood(String argument) {
            return new IllegalArgumentException("Cannot understand the argument '" + argument + "'");
        }

        private static int port(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException("'" + text + "' is not a port");
            }
            return Integer.parseInt(text);
        }
    }
}
