/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import io.ddspring.devagent.metrics.DogStatsDListener;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link DevAgentMain}. A value follows the name of its option, or an equals sign after it.
 *
 * @param dogStatsDPort -1 when no metrics are taken
 * @param forward null when nothing is passed on
 * @param unixSocket null when there is none
 */
record Arguments(
        int port,
        int dogStatsDPort,
        @Nullable URI forward,
        @Nullable Path unixSocket,
        boolean clientStats) {
    static final String USAGE = "[--port <number>] [--dogstatsd-port <number, -1 for none>] [--forward <url>]"
            + " [--unix-socket <path>] [--client-stats[=true|false]]";

    /** @throws IllegalArgumentException when it cannot be understood */
    static Arguments parse(String... args) {
        int port = DevAgent.DEFAULT_PORT;
        int dogStatsDPort = DogStatsDListener.DEFAULT_PORT;
        URI forward = null;
        Path unixSocket = null;
        boolean clientStats = false;
        for (int i = 0; i < args.length; i++) {
            Option option = Option.of(args[i]);
            switch (option.name) {
                case "--port" -> port = port(option.value(args, i));
                case "--dogstatsd-port" -> {
                    String value = option.value(args, i);
                    dogStatsDPort = value.equals("-1") ? -1 : port(value);
                }
                case "--forward" -> forward = URI.create(option.value(args, i));
                case "--unix-socket" -> unixSocket = Path.of(option.value(args, i));
                case "--client-stats" -> clientStats = option.ownValue == null || flag(option.ownValue);
                default -> throw notUnderstood(args[i]);
            }
            i += option.takesNext() ? 1 : 0;
        }
        return new Arguments(port, dogStatsDPort, forward, unixSocket, clientStats);
    }

    DevAgent.Builder builder() {
        DevAgent.Builder builder =
                DevAgent.builder().port(port).dogStatsDPort(dogStatsDPort).clientStats(clientStats);
        if (forward != null) {
            builder.forwardTo(forward);
        }
        if (unixSocket != null) {
            builder.unixSocket(unixSocket);
        }
        return builder;
    }

    /** @param ownValue what stands after its equals sign; null when it has none */
    private record Option(String name, @Nullable String ownValue) {
        static Option of(String argument) {
            int equals = argument.indexOf('=');
            return equals < 0
                    ? new Option(argument, null)
                    : new Option(argument.substring(0, equals), argument.substring(equals + 1));
        }

        boolean takesNext() {
            return ownValue == null && !name.equals("--client-stats");
        }

        String value(String[] args, int place) {
            if (ownValue != null) {
                return ownValue;
            }
            if (place + 1 == args.length) {
                throw new IllegalArgumentException("The option " + name + " has no value");
            }
            return args[place + 1];
        }
    }

    private static IllegalArgumentException notUnderstood(String argument) {
        return new IllegalArgumentException("Cannot understand the argument '" + argument + "'");
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not a port");
        }
        return Integer.parseInt(text);
    }
}
