/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import java.util.List;

/** Clients of a service {@code orders} in {@code prod}. */
final class ClientUnderTest {
    static final Capabilities NONE = new Capabilities(false, false);

    private ClientUnderTest() {}

    static DogStatsDSettings settings(StatsDServer server) {
        return settings(server.host(), server.port(), 4096);
    }

    static DogStatsDSettings settings(String host, Integer port, int queueSize) {
        return new DogStatsDSettings(
                null, host, true, port, List.of("version:1.2", "env:prod", "service:orders"), "", queueSize);
    }

    static DogStatsD connectedTo(StatsDServer server) {
        DogStatsD client = new DogStatsD(settings(server), () -> 0, NONE, () -> true, () -> {}, System::nanoTime);
        client.tend();
        return client;
    }
}
