/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where DogStatsD listens. Immutable.
 *
 * @param transport how to get there
 * @param target host, absolute path of a socket, or name of a pipe with {@code \\.\pipe\} before it
 * @param port UDP port; 0 for other transports
 */
public record DogStatsDAddress(Transport transport, String target, int port) {
    /** Where DogStatsD listens when nobody says otherwise. */
    public static final DogStatsDAddress DEFAULT = udp("localhost", 8125);

    private static final String PIPES = "\\\\.\\pipe\\";

    /** Ways to DogStatsD. */
    public enum Transport {
        UDP,
        /** Datagrams over a Unix domain socket. */
        UNIX_SOCKET,
        /** A named pipe of Windows. */
        NAMED_PIPE
    }

    /** An address of datagrams over the network. */
    public static DogStatsDAddress udp(String host, int port) {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
        }
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return new DogStatsDAddress(Transport.UDP, bareIpv6 ? "[" + host + "]" : host, port);
    }

    /** A Unix domain socket. */
    public static DogStatsDAddress unixSocket(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        return new DogStatsDAddress(Transport.UNIX_SOCKET, path, 0);
    }

    /** A named pipe; {@code name} may be bare. */
    public static DogStatsDAddress namedPipe(String name) {
        String whole = name.startsWith(PIPES) ? name : PIPES + name;
        if (whole.length() == PIPES.length()) {
            throw new IllegalArgumentException("no name");
        }
        return new DogStatsDAddress(Transport.NAMED_PIPE, whole, 0);
    }

    /**
     * Reads {@code udp://host[:port]}, {@code unix:///path}, {@code unixgram:///path} or {@code \\.\pipe\name}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static DogStatsDAddress parse(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith(PIPES)) {
            return namedPipe(trimmed);
        }
        URI url = URI.create(trimmed);
        String scheme = url.getScheme();
        String authority = url.getRawAuthority();
        if ("udp".equals(scheme) && authority != null) {
            // Not the parsed host, which is none when a name has an underscore.
            int colon = authority.lastIndexOf(':');
            return colon > authority.lastIndexOf(']')
                    ? udp(authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)))
                    : udp(authority, DEFAULT.port);
        }
        if (("unix".equals(scheme) || "unixgram".equals(scheme)) && url.getPath() != null) {
            return unixSocket(url.getPath());
        }
        throw new IllegalArgumentException("neither udp://, unix:// nor a pipe: " + text);
    }

    /** Whether {@code text} names a Unix domain socket instead of a host. */
    static boolean isUnixUrl(String text) {
        return text.startsWith("unix:") || text.startsWith("unixgram:");
    }

    /** The address as text that {@link #parse} reads. */
    public String url() {
        return switch (transport) {
            case UDP -> "udp://" + target + ":" + port;
            case UNIX_SOCKET -> "unix://" + target;
            case NAMED_PIPE -> target;
        };
    }

    /** Bytes of one packet at most. */
    int packetBytes() {
        return switch (transport) {
            case UDP -> 1432;
            // macOS refuses larger datagrams by default.
            case UNIX_SOCKET -> System.getProperty("os.name", "").startsWith("Mac") ? 2048 : 8192;
            case NAMED_PIPE -> 8192;
        };
    }

    Path path() {
        return Path.of(target);
    }

    @Override
    public String toString() {
        return url();
    }
}
