/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.AccountKeys;
import io.ddspring.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the head of every request for configurations says. */
final class PollHeaders {
    private final AgentClient agent;
    private final String apiKey;

    /** @param apiKey key of the account; empty when there is none */
    PollHeaders(AgentClient agent, String apiKey) {
        this.agent = agent;
        this.apiKey = apiKey;
    }

    static PollHeaders from(Configuration configuration, AgentClient agent) {
        return new PollHeaders(agent, configuration.get(AccountKeys.API_KEY).trim());
    }

    Map<String, String> map() {
        Map<String, String> headers = new LinkedHashMap<>(agent.headers().identity());
        headers.put("Content-Type", "application/json; charset=utf-8");
        if (!apiKey.isEmpty()) {
            headers.put(AccountKeys.API_KEY_HEADER, apiKey);
        }
        return headers;
    }
}
