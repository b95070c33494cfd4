/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an Agent listens: {@code http://host:port/prefix}, {@code https://host:port/prefix} or {@code unix:///path}.
 * Immutable. Making one does no I/O and resolves no name.
 */
public final class AgentAddress {
    /** The port of an Agent's trace intake unless something else is configured. */
    public static final int DEFAULT_PORT = 8126;

    private static final String UNIX_SCHEME = "unix://";
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");
    private static final Pattern PATH_PREFIX = Pattern.compile("(/[\\x21-\\x7e&&[^?#]]*)?");

    // After the patterns, which it needs.
    /** {@code http://localhost:8126}. */
    public static final AgentAddress DEFAULT = http("localhost", DEFAULT_PORT);

    private final boolean tls;
    private final String host;
    private final int port;
    private final String pathPrefix;
    private final @Nullable Path socket;

    private AgentAddress(boolean tls, String host, int port, String pathPrefix, @Nullable Path socket) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.pathPrefix = pathPrefix;
        this.socket = socket;
    }

    /**
     * Reads a URL. Without a port it means 80 or 443, as in any URL. A path is kept and put before every endpoint.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static AgentAddress parse(String url) {
        String text = url.trim();
        String scheme = text.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(UNIX_SCHEME)) {
            return unixSocket(text.substring(UNIX_SCHEME.length()));
        }
        if (scheme.startsWith("http://")) {
            return parseAuthority(false, text.substring("http://".length()), 80);
        }
        if (scheme.startsWith("https://")) {
            return parseAuthority(true, text.substring("https://".length()), 443);
        }
        throw new IllegalArgumentException("not a URL that starts with http://, https:// or unix://");
    }

    /**
     * Plain HTTP over TCP.
     *
     * @param host a name or an address; an IPv6 address may have brackets or not
     * @throws IllegalArgumentException when host or port are not valid
     */
    public static AgentAddress http(String host, int port) {
        String trimmed = host.trim();
        boolean bracketed = trimmed.startsWith("[") && trimmed.endsWith("]");
        return overTcp(false, bracketed ? trimmed.substring(1, trimmed.length() - 1) : trimmed, port, "");
    }

    /**
     * HTTP over a Unix domain socket.
     *
     * @throws IllegalArgumentException when the path is not absolute
     */
    public static AgentAddress unixSocket(String path) {
        try {
            Path socket = Path.of(path.trim());
            // A path that begins with a slash is not absolute to Windows, where it lacks the drive.
            if (!socket.isAbsolute() && !path.trim().startsWith("/")) {
                throw new IllegalArgumentException("the path of a Unix domain socket must be absolute");
            }
            return new AgentAddress(false, "localhost", 0, "", socket);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("not a path: " + invalid.getReason(), invalid);
        }
    }

    private static AgentAddress parseAuthority(boolean tls, String rest, int defaultPort) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (!PATH_PREFIX.matcher(path).matches()) {
            throw new IllegalArgumentException("the path may hold neither blanks nor a query");
        }
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("the bracket of the IPv6 address is not closed");
            }
            return overTcp(
                    tls, authority.substring(1, end), portAfter(authority.substring(end + 1), defaultPort), path);
        }
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return overTcp(tls, host, portAfter(authority.substring(host.length()), defaultPort), path);
    }

    private static int portAfter(String colonAndPort, int absent) {
        if (colonAndPort.isEmpty()) {
            return absent;
        }
        try {
            return Integer.parseInt(colonAndPort, 1, colonAndPort.length(), 10);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("the port is not a number", notANumber);
        }
    }

    private static AgentAddress overTcp(boolean tls, String host, int port, String pathPrefix) {
        if (!HOST_NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw new IllegalArgumentException("not a host name or an IP address: '" + host + "'");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1..65535");
        }
        return new AgentAddress(tls, host, port, pathPrefix, null);
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return tls;
    }

    /** Name or address without brackets; {@code localhost} for a Unix domain socket. */
    public String host() {
        return host;
    }

    /** TCP port, 0 for a Unix domain socket. */
    public int port() {
        return port;
    }

    /** Path of the Unix domain socket, or null when it is reached over TCP. */
    public @Nullable Path socket() {
        return socket;
    }

    /** Value of the {@code Host} header. */
    String authority() {
        if (socket != null) {
            return host;
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Request target of {@code endpoint}, which may or may not begin with a slash; an empty one is this URL itself. */
    String target(String endpoint) {
        if (endpoint.isEmpty() && !pathPrefix.isEmpty()) {
            return pathPrefix;
        }
        return pathPrefix + (endpoint.startsWith("/") ? endpoint : "/" + endpoint);
    }

    /** The URL, in the form {@link #parse} reads. */
    public String url() {
        return socket != null ? UNIX_SCHEME + socket : (tls ? "https://" : "http://") + authority() + pathPrefix;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgentAddress address && address.url().equals(url());
    }

    @Override
    public int hashCode() {
        return url().hashCode();
    }

    @Override
    public String toString() {
        return url();
    }
}
