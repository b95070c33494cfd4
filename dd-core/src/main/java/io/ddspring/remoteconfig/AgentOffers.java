/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an Agent offers over the protocol of remote configuration. */
final class AgentOffers implements ConfigOffers {
    private static final String CLOSED = "no longer wanted";

    private final ClientIdentity identity;
    private final RemoteConfigEndpoint endpoint;
    private final int answerLimitBytes;
    private final @Nullable TargetsKey key;
    private final KnownConfigs known;
    private final Clock clock;
    private @Nullable Instant lastLook;
    private volatile boolean closed;

    /**
     * @param answerLimitBytes most bytes of an answer
     * @param key with which lists must be signed; null when they need not be
     */
    AgentOffers(
            ClientIdentity identity,
            RemoteConfigEndpoint endpoint,
            int answerLimitBytes,
            @Nullable TargetsKey key,
            Clock clock) {
        this.identity = identity;
        this.endpoint = endpoint;
        this.answerLimitBytes = answerLimitBytes;
        this.key = key;
        this.known = new KnownConfigs(clock);
        this.clock = clock;
    }

    @Override
    public void open() {
        closed = false;
        endpoint.open();
    }

    @Override
    public KnownConfigs known() {
        return known;
    }

    @Override
    public @Nullable Instant lastLook() {
        return lastLook;
    }

    @Override
    public boolean isUndecided() {
        return endpoint.availability() == RemoteConfigEndpoint.Availability.UNKNOWN;
    }

    @Override
    public String poll(Map<String, RemoteConfigProduct> products) throws IOException, RemoteConfigException {
        return switch (endpoint.availability()) {
            case UNKNOWN -> "the Agent has not said yet what it offers";
            case ABSENT -> "the Agent offers no remote configuration";
            case THERE -> {
                lastLook = clock.instant();
                byte[] request = PollRequest.json(identity, products.values(), known);
                yield take(endpoint.ask(ByteBuffer.wrap(request)), products);
            }
        };
    }

    private String take(AgentResponse answer, Map<String, RemoteConfigProduct> products)
            throws IOException, RemoteConfigException {
        if (answer.status() == 404) {
            return "remote configuration is switched off in the Agent";
        }
        if (!answer.isSuccess()) {
            throw new IOException("status " + answer.status());
        }
        if (answer.body().length > answerLimitBytes) {
            throw new RemoteConfigException("the answer is longer than " + answerLimitBytes + " bytes");
        }
        PollAnswer parsed = answer.status() == 204 ? null : PollAnswer.parse(answer.body());
        if (parsed == null) {
            return "nothing has changed";
        }
        if (closed) {
            return CLOSED;
        }
        if (key != null) {
            try {
                key.check(parsed.targets());
            } catch (RemoteConfigException untrusted) {
                known.refused(untrusted);
                return known.error();
            }
        }
        return known.take(parsed, products);
    }

    @Override
    public void close() {
        closed = true;
        endpoint.close();
    }
}
