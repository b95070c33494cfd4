/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts of URLs as they appear in tags: default ports are left out, user names and passwords never appear. */
public final class UrlText {
    private UrlText() {}

    /** Scheme, host, port and path as one URL. */
    public static String of(String scheme, String host, int port, String path) {
        StringBuilder url = new StringBuilder(scheme.length() + host.length() + path.length() + 9);
        url.append(scheme).append("://");
        if (host.indexOf(':') >= 0 && host.charAt(0) != '[') {
            url.append('[').append(host).append(']');
        } else {
            url.append(host);
        }
        if (port > 0 && !isDefaultPort(scheme, port)) {
            url.append(':').append(port);
        }
        if (path.isEmpty() || path.charAt(0) != '/') {
            url.append('/');
        }
        return url.append(path).toString();
    }

    /** Host of {@code uri}; also of one that {@link URI} does not accept as a host; empty when there is none. */
    public static String hostOf(URI uri) {
        String host = uri.getHost();
        if (host != null) {
            return host;
        }
        String authority = uri.getRawAuthority();
        return authority == null ? "" : withoutPort(authority.substring(authority.lastIndexOf('@') + 1));
    }

    /** Port of {@code uri}; -1 when it has none. */
    public static int portOf(URI uri) {
        String authority = uri.getRawAuthority();
        if (uri.getPort() >= 0 || uri.getHost() != null || authority == null) {
            return uri.getPort();
        }
        try {
            return Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
        } catch (NumberFormatException noPort) {
            return -1;
        }
    }

    /** {@code hostAndPort} without its port. */
    public static String withoutPort(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean isPort = colon >= 0 && colon > hostAndPort.lastIndexOf(']');
        boolean isBareIpv6 = hostAndPort.indexOf(':') != colon && hostAndPort.charAt(0) != '[';
        return isPort && !isBareIpv6 ? hostAndPort.substring(0, colon) : hostAndPort;
    }

    /** {@code text} with its percent-encoded UTF-8 decoded; unchanged when the encoding is broken. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                int octet = octet(encoded, i + 1);
                if (octet < 0) {
                    return text;
                }
                encoded[length++] = (byte) octet;
                i += 2;
            } else {
                encoded[length++] = encoded[i];
            }
        }
        return new String(encoded, 0, length, StandardCharsets.UTF_8);
    }

    /** {@code path} without the slashes it ends with, except the only one. */
    static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** {@code value}, or the empty text. */
    static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static int octet(byte[] text, int start) {
        if (start + 1 >= text.length) {
            return -1;
        }
        int high = Character.digit(text[start], 16);
        int low = Character.digit(text[start + 1], 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static boolean isDefaultPort(String scheme, int port) {
        return (port == 80 && scheme.equalsIgnoreCase("http")) || (port == 443 && scheme.equalsIgnoreCase("https"));
    }
}
