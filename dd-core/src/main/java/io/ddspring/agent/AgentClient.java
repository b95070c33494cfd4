/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One Agent as the products of this process see it: its address, the way to it, the headers it gets and what it can do.
 * Thread-safe. It does no I/O before {@link #open()}, and can be opened again after {@link #close()}.
 */
public final class AgentClient implements AutoCloseable {
    public static final ConfigKey<Double> TIMEOUT_SECONDS = ConfigKey.of(
                    "dd.trace.agent-timeout",
                    ConfigType.decimal(0.05, 3600),
                    10.0,
                    "Seconds to wait for a connection to the Agent and for progress in each direction.")
            .alias("DD_TRACE_AGENT_TIMEOUT_SECONDS");

    private final AgentAddressSettings addressSettings;
    private final Duration timeout;
    private final Map<String, String> configuredHeaders;
    private final @Nullable SSLContext tls;
    private final AgentDiscovery discovery = new AgentDiscovery(System::nanoTime);
    private volatile @Nullable AgentAddress address;
    private volatile @Nullable AgentHeaders headers;
    private volatile @Nullable AgentTransport transport;

    /**
     * A client that is not open.
     *
     * @param timeout see {@link HttpAgentTransport}
     * @param configuredHeaders headers that every request with data has besides those of the process
     * @param tls see {@link HttpAgentTransport}
     */
    public AgentClient(
            AgentAddressSettings address,
            Duration timeout,
            Map<String, String> configuredHeaders,
            @Nullable SSLContext tls) {
        this.addressSettings = address;
        this.timeout = timeout;
        this.configuredHeaders = Map.copyOf(configuredHeaders);
        this.tls = tls;
    }

    /** A client for the configured Agent. Touches neither disk nor network. */
    public static AgentClient from(Configuration configuration, @Nullable SSLContext tls) {
        return from(configuration, AgentAddressSettings.from(configuration), tls);
    }

    /** A client for the Agent at {@code address}, otherwise as configured. Touches neither disk nor network. */
    public static AgentClient from(
            Configuration configuration, AgentAddressSettings address, @Nullable SSLContext tls) {
        return new AgentClient(
                address,
                Duration.ofMillis(Math.round(configuration.get(TIMEOUT_SECONDS) * 1_000)),
                AgentHeaders.configured(configuration),
                tls);
    }

    /** Makes {@link #send} work; looks for the default socket where nothing is configured. Nothing if it is open. */
    public void open() {
        if (isOpen()) {
            return;
        }
        AgentAddress resolved = addressSettings.resolve(Files::exists);
        address = resolved;
        transport = new HttpAgentTransport(resolved, timeout, tls);
    }

    /** Whether requests are sent. */
    public boolean isOpen() {
        return transport != null;
    }

    /** The address in use; before the first {@link #open()} the one that follows from the settings alone. */
    public AgentAddress address() {
        AgentAddress resolved = address;
        return resolved == null ? addressSettings.resolve(path -> false) : resolved;
    }

    /**
     * Sends a request and waits, see {@link AgentTransport#send}.
     *
     * @throws IOException also when the client is not open
     */
    public AgentResponse send(AgentRequest request) throws IOException {
        return transport().send(request);
    }

    /** Headers for the Agent. The first call reads the identity of the container from disk. */
    public AgentHeaders headers() {
        AgentHeaders present = headers;
        if (present == null) {
            present = AgentHeaders.of(ContainerIdentity.read(), configuredHeaders);
            headers = present;
        }
        return present;
    }

    /** What the Agent can do, as far as it is known. */
    public AgentInfo info() {
        return discovery.current();
    }

    /** For the one thread that keeps the discovery going. */
    public AgentDiscovery discovery() {
        return discovery;
    }

    /** Asks the Agent what it can do, if it is time to. For one thread; does I/O, throws nothing. */
    public void refreshInfoIfDue() {
        AgentTransport present = transport;
        if (present != null) {
            discovery.refreshIfDue(present, headers());
        }
    }

    private AgentTransport transport() throws IOException {
        AgentTransport present = transport;
        if (present == null) {
            throw new IOException("the client is closed");
        }
        return present;
    }

    /** Breaks requests under way off and refuses further ones. */
    @Override
    public void close() {
        AgentTransport present = transport;
        transport = null;
        if (present != null) {
            present.close();
        }
    }
}
