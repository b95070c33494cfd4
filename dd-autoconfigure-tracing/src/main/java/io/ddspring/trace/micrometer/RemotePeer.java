/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Span;
import org.jspecify.annotations.Nullable;

/** Tags that tell who is on the other side. */
final class RemotePeer {
    private static final String SERVICE = "peer.service";
    private static final String HOST = "out.host";
    private static final String IP = "network.destination.ip";
    private static final String NAME = "network.destination.name";
    private static final String PORT = "network.destination.port";

    private RemotePeer() {}

    static void tagService(Span span, @Nullable String service) {
        if (service != null && !service.isEmpty()) {
            span.setTag(SERVICE, service);
        }
    }

    /** @param host address or name; null and empty are unknown, as is a port below 1 */
    static void tagAddress(Span span, @Nullable String host, int port) {
        if (host != null && !host.isEmpty()) {
            span.setTag(HOST, host);
            span.setTag(isAddress(host) ? IP : NAME, host);
        }
        if (port > 0) {
            span.setTag(PORT, port);
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
