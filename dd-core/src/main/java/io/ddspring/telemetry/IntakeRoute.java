/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.AgentTransport;
import io.ddspring.agent.HttpAgentTransport;
import io.ddspring.config.AccountKeys;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.ApiCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Straight to Datadog, with the key of the account. */
final class IntakeRoute implements TelemetryRoute {
    static final String PATH = "/api/v2/apmtelemetry";

    private static final Logger LOG = LoggerFactory.getLogger(IntakeRoute.class);
    private static final String STAGING_SITE = "datad0g.com";

    private final AgentAddress address;
    private final String apiKey;
    private final ApiCalls calls = new ApiCalls();
    private final AgentTransport transport;

    IntakeRoute(AgentAddress address, String apiKey, Duration timeout) {
        this.address = address;
        this.apiKey = apiKey;
        this.transport = new HttpAgentTransport(address, timeout, null);
    }

    /** The route that the settings describe; null when there is no key, or no such site. */
    static @Nullable IntakeRoute from(Configuration configuration) {
        String key = configuration.get(AccountKeys.API_KEY).trim();
        if (key.isEmpty()) {
            return null;
        }
        String site = configuration.get(AccountKeys.SITE).trim();
        try {
            double timeoutSeconds = configuration.get(AgentClient.TIMEOUT_SECONDS);
            return new IntakeRoute(
                    AgentAddress.parse(url(site)), key, Duration.ofMillis(Math.round(timeoutSeconds * 1000)));
        } catch (IllegalArgumentException noHost) {
            LOG.warn("{} is not the name of a site; nothing is reported without an Agent", AccountKeys.SITE.name());
            return null;
        }
    }

    /** Datadog's staging has one intake for everything. */
    static String url(String site) {
        return "https://"
                + (site.endsWith(STAGING_SITE) ? "all-http-intake.logs." : "instrumentation-telemetry-intake.") + site;
    }

    @Override
    public String name() {
        return "agentless";
    }

    @Override
    public String url() {
        return address.url();
    }

    @Override
    public ApiCalls calls() {
        return calls;
    }

    @Override
    public AgentResponse send(Map<String, String> headers, ByteBuffer body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(AccountKeys.API_KEY_HEADER, apiKey);
        return transport.send(AgentRequest.post(PATH, all, body));
    }

    @Override
    public void close() {
        transport.close();
    }
}
