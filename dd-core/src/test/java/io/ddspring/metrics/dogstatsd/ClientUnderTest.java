/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.dogstatsd.DogStatsDSettings.Origin;
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
                null,
                host,
                true,
                true,
                port,
                List.of("version:1.2", "env:prod", "service:orders"),
                new Origin(true, "", ""),
                queueSize);
    }

    static DogStatsDSettings settings(StatsDServer server, Origin origin) {
        DogStatsDSettings settings = settings(server);
        return new DogStatsDSettings(
                null,
                settings.host(),
                true,
                true,
                settings.port(),
                settings.constantTags(),
                origin,
                settings.queueSize());
    }

    static DogStatsD connected(DogStatsDSettings settings) {
        DogStatsD client = new DogStatsD(settings, () -> AgentOffer.NONE, NONE, () -> true, () -> {}, System::nanoTime);
        client.tend();
        return client;
    }

    static DogStatsD connectedTo(StatsDServer server) {
        return connected(settings(server));
    }
}
