/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of the client behind proxies: the first public address among the headers that proxies set, else the
 * first private one, else the peer of the connection. Immutable and thread-safe.
 */
public final class ClientIpResolver {
    private static final String FORWARDED = "forwarded";

    /** Asked in this order. */
    private static final List<String> HEADERS = List.of(
            "x-forwarded-for",
            "x-real-ip",
            "true-client-ip",
            "x-client-ip",
            FORWARDED,
            "forwarded-for",
            "x-cluster-client-ip",
            "fastly-client-ip",
            "cf-connecting-ip",
            "cf-connecting-ipv6");

    private final @Nullable String onlyHeader;

    /** @param onlyHeader the header to look at instead of the usual ones; empty for these */
    public ClientIpResolver(String onlyHeader) {
        this.onlyHeader = onlyHeader.isEmpty() ? null : onlyHeader;
    }

    /** The client's address as text, or null when not even the peer's is known. */
    public @Nullable String resolve(HttpServerRequest request) {
        IpAddress found = onlyHeader == null ? fromUsualHeaders(request) : fromHeader(request, onlyHeader, true);
        IpAddress peer = IpAddress.parse(request.peerAddress());
        if (found == null || (found.isPrivate() && peer != null && !peer.isPrivate())) {
            return peer == null ? null : peer.text();
        }
        return found.text();
    }

    private static @Nullable IpAddress fromUsualHeaders(HttpServerRequest request) {
        IpAddress firstPrivate = null;
        for (int i = 0; i < HEADERS.size(); i++) {
            String header = HEADERS.get(i);
            IpAddress found = fromHeader(request, header, header.equals(FORWARDED));
            if (found != null && !found.isPrivate()) {
                return found;
            }
            firstPrivate = firstPrivate == null ? found : firstPrivate;
        }
        return firstPrivate;
    }

    private static @Nullable IpAddress fromHeader(HttpServerRequest request, String header, boolean mayBeForwarded) {
        IpAddress firstPrivate = null;
        for (String value : request.headers(header)) {
            for (String element : value.split(",", -1)) {
                IpAddress found = mayBeForwarded ? forwardedFor(element) : null;
                found = found == null ? IpAddress.parse(element) : found;
                if (found != null && !found.isPrivate()) {
                    return found;
                }
                firstPrivate = firstPrivate == null ? found : firstPrivate;
            }
        }
        return firstPrivate;
    }

    /** The address of the {@code for} parameter of one element of a {@code Forwarded} header. */
    private static @Nullable IpAddress forwardedFor(String element) {
        for (String parameter : element.split(";", -1)) {
            String text = parameter.trim();
            if (text.toLowerCase(Locale.ROOT).startsWith("for=")) {
                return IpAddress.parse(text.substring("for=".length()));
            }
        }
        return null;
    }
}
