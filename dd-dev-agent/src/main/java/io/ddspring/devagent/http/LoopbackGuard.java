/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other origins out of a server that only listens on the loopback interface: a page whose host name
 * resolves to 127.0.0.1 (DNS rebinding) is told by {@code Host}, one that sends requests across origins by
 * {@code Origin}.
 */
final class LoopbackGuard {
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private static final String REFUSAL = "requests from web pages of other origins are refused";

    private LoopbackGuard() {}

    /** Why the request must not see or change what the console shows. */
    static Optional<String> refuseConsole(Request request) {
        String host = request.header("Host");
        if (host == null || !isLoopback(host)) {
            return Optional.of("the console answers only requests to localhost");
        }
        String origin = request.header("Origin");
        // Pages of other programs on this machine are of other origins, too.
        return origin == null || host.equalsIgnoreCase(authority(origin)) ? Optional.empty() : Optional.of(REFUSAL);
    }

    /** Why the request must not send traces. Tracers may know this machine by any name, but they are no web pages. */
    static Optional<String> refuseOrigin(Request request) {
        String origin = request.header("Origin");
        if (origin == null || request.isRead() || isLoopback(authority(origin))) {
            return Optional.empty();
        }
        return Optional.of(REFUSAL);
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null
                && LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
