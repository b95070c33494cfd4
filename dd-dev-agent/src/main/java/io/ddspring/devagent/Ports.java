/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import io.ddspring.devagent.http.HttpListener;
import io.ddspring.devagent.http.UnixSocketRelay;
import io.ddspring.devagent.metrics.DogStatsDListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an agent listens at.
 *
 * @param dogStatsD null when no metrics are taken
 * @param unixSocket null when there is none
 */
record Ports(
        HttpListener http,
        @Nullable DogStatsDListener dogStatsD,
        @Nullable UnixSocketRelay unixSocket) implements AutoCloseable {

    /**
     * Opens all of them, or none.
     *
     * @param httpPort the wanted one; any free one if that is taken, or if it is 0
     * @param dogStatsDPort likewise; -1 for none
     * @throws UncheckedIOException if one cannot be opened
     */
    static Ports open(int httpPort, int dogStatsDPort, @Nullable Path unixSocket) {
        HttpListener http = null;
        DogStatsDListener dogStatsD = null;
        try {
            http = HttpListener.bind(httpPort, DevAgent::thread);
            dogStatsD = dogStatsDPort < 0 ? null : DogStatsDListener.bind(dogStatsDPort);
            UnixSocketRelay relay =
                    unixSocket == null ? null : UnixSocketRelay.listen(unixSocket, http.address(), DevAgent::thread);
            return new Ports(http, dogStatsD, relay);
        } catch (IOException e) {
            close(http, dogStatsD);
            throw new UncheckedIOException("the development agent cannot listen: " + e.getMessage(), e);
        }
    }

    /** Where metrics are taken; 0 for nowhere. */
    int dogStatsDPort() {
        return dogStatsD == null ? 0 : dogStatsD.port();
    }

    @Override
    public void close() {
        if (unixSocket != null) {
            unixSocket.close();
        }
        close(http, dogStatsD);
    }

    private static void close(@Nullable HttpListener http, @Nullable DogStatsDListener dogStatsD) {
        if (dogStatsD != null) {
            dogStatsD.close();
        }
        if (http != null) {
            http.close();
        }
    }
}
