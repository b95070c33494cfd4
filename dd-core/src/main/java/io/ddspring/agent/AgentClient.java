/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One Agent as the products of this process see it: its address, the way to it, the headers it gets and what it can do.
 * Thread-safe. Nothing but {@link #send} and {@link #refreshInfoIfDue} does I/O; the first of them that comes after
 * {@link #open()} finds out where the Agent is. Can be opened again after {@link #close()}.
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
    private final AgentLocator locator;
    private final AgentDiscovery discovery = new AgentDiscovery(System::nanoTime);
    /** Held while the Agent is located, for which nobody waits who closes the client. */
    private final ReentrantLock locating = new ReentrantLock();

    private volatile boolean open;
    private volatile @Nullable AgentAddress address;
    private volatile @Nullable AgentHeaders headers;
    private volatile @Nullable AgentTransport transport;

    /**
     * A client that is not open, of the Agent that is configured.
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
        this(address, AgentLocator.CONFIGURED, timeout, configuredHeaders, tls);
    }

    /**
     * A client that is not open.
     *
     * @param address what {@code locator} is asked with
     * @param timeout see {@link HttpAgentTransport}
     * @param configuredHeaders headers that every request with data has besides those of the process
     * @param tls see {@link HttpAgentTransport}
     */
    public AgentClient(
            AgentAddressSettings address,
            AgentLocator locator,
            Duration timeout,
            Map<String, String> configuredHeaders,
            @Nullable SSLContext tls) {
        this.addressSettings = address;
        this.locator = locator;
        this.timeout = timeout;
        this.configuredHeaders = Map.copyOf(configuredHeaders);
        this.tls = tls;
    }

    /** A client for the configured Agent. Touches neither disk nor network. */
    public static AgentClient from(Configuration configuration, @Nullable SSLContext tls) {
        return from(configuration, AgentLocator.CONFIGURED, tls);
    }

    /** A client for the Agent that {@code locator} finds, otherwise as configured. Touches neither disk nor network. */
    public static AgentClient from(Configuration configuration, AgentLocator locator, @Nullable SSLContext tls) {
        return new AgentClient(
                AgentAddressSettings.from(configuration),
                locator,
                Duration.ofMillis(Math.round(configuration.get(TIMEOUT_SECONDS) * 1_000)),
                AgentHeaders.configured(configuration),
                tls);
    }

    /** Makes {@link #send} work. Nothing if it is open. */
    public void open() {
        open = true;
    }

    /** Whether requests are sent. */
    public boolean isOpen() {
        return open;
    }

    /** Where the Agent was found last; before that the address that follows from the settings alone. Never waits. */
    public AgentAddress address() {
        AgentAddress found = address;
        return found == null ? configuredAddress() : found;
    }

    /** The host at which the Agent was found if that is not where the settings alone lead; else null. Never waits. */
    public @Nullable String hostElsewhere() {
        AgentAddress found = address;
        return found == null || found.socket() != null || found.equals(configuredAddress()) ? null : found.host();
    }

    private AgentAddress configuredAddress() {
        return addressSettings.resolve(path -> false);
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
        if (open) {
            try {
                discovery.refreshIfDue(transport(), headers());
            } catch (IOException closedMeanwhile) {
                // Nobody is to be asked any more.
                return;
            }
        }
    }

    private AgentTransport transport() throws IOException {
        AgentTransport present = transport;
        if (present != null) {
            return present;
        }
        locating.lock();
        try {
            present = transport;
            return present == null ? locate() : present;
        } finally {
            locating.unlock();
        }
    }

    private AgentTransport locate() throws IOException {
        if (open) {
            AgentAddress found = locator.locate(addressSettings);
            AgentTransport created = new HttpAgentTransport(found, timeout, tls);
            address = found;
            transport = created;
            if (open) {
                return created;
            }
            // Whoever closed the client meanwhile has not seen this.
            close();
        }
        throw new IOException("the client is closed");
    }

    /** Breaks requests under way off and refuses further ones. Waits for nobody who looks for the Agent. */
    @Override
    public void close() {
        open = false;
        AgentTransport present = transport;
        transport = null;
        if (present != null) {
            present.close();
        }
        locator.release();
    }
}
