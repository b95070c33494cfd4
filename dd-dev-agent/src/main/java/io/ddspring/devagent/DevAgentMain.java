/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link DevAgent} as a program of its own: {@code java -jar dd-dev-agent-exec.jar}, see {@link Arguments}. */
public final class DevAgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(DevAgentMain.class);
    private static final int EXIT_FAILURE = 1;
    private static final int EXIT_USAGE = 2;

    private DevAgentMain() {}

    /** Runs until the process is asked to end. Exits with status 2 if an argument is wrong, with 1 if it cannot listen. */
    public static void main(String[] args) throws InterruptedException {
        // The JDK's server writes head and body apart; without this the second waits 40 ms on a kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Arguments arguments;
        DevAgent agent;
        try {
            arguments = Arguments.parse(args);
            agent = arguments.builder().start();
        } catch (IllegalArgumentException e) {
            LOG.error("{}. Usage: {}", e.getMessage(), Arguments.USAGE);
            System.exit(EXIT_USAGE);
            return;
        } catch (UncheckedIOException e) {
            LOG.error("{}", e.getMessage());
            System.exit(EXIT_FAILURE);
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
        if (agent.dogStatsDPort() != 0) {
            LOG.info("Metrics of DogStatsD at udp://localhost:{}", agent.dogStatsDPort());
        }
        ended.await();
    }
}
