/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link DevAgent} as a program of its own: {@code java -jar dd-dev-agent-exec.jar [--port <number>]}. */
public final class DevAgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(DevAgentMain.class);
    private static final int EXIT_USAGE = 2;

    private DevAgentMain() {}

    /** Runs until the process is asked to end. Exits with status 2 if an argument is wrong. */
    public static void main(String[] args) throws InterruptedException {
        int port;
        try {
            port = Arguments.parse(args).port();
        } catch (IllegalArgumentException e) {
            LOG.error("{}. Usage: [--port <number>]", e.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        // The JDK's server writes head and body apart; without this the second waits 40 ms on a kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        DevAgent agent = DevAgent.builder().port(port).start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(DevAgent.thread("stop", () -> {
            agent.close();
            ended.countDown();
        }));
        if (port != 0 && agent.port() != port) {
            LOG.warn("Port {} is taken", port);
        }
        LOG.info("Development agent and console at {}", agent.url());
        ended.await();
    }

    /** The command line. */
    record Arguments(int port) {
        static Arguments parse(String... args) {
            int port = DevAgent.DEFAULT_PORT;
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--port") && i + 1 < args.length) {
                    port = port(args[++i]);
                } else if (args[i].startsWith("--port=")) {
                    port = port(args[i].substring("--port=".length()));
                } else {
                    throw new IllegalArgumentException("Cannot understand the argument '" + args[i] + "'");
                }
            }
            return new Arguments(port);
        }

        private static int port(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException("'" + text + "' is not a port");
            }
            return Integer.parseInt(text);
        }
    }
}
