/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentLocator;
import io.ddspring.agent.AgentProbe;
import io.ddspring.agent.DdThreads;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.metrics.Fatal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The development agent of an application context. Whether it starts is decided when the library first wants to send
 * something, on the thread that does; when somebody wrote that it is to start, it does so without waiting for that, on a
 * thread of its own. It ends when the library's client is closed, which is after the context if the process ends, or
 * with the context if the client does not use it. Thread-safe.
 */
final class EmbeddedDevAgent implements AgentLocator, SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDevAgent.class);
    private static final Duration PROBE_TIMEOUT = Duration.ofMillis(300);

    private final Configuration configuration;
    private final StartMode mode;
    private final Predicate<Path> exists;
    private final ReentrantLock deciding = new ReentrantLock();
    /** Guarded by the lock; what failed once is not tried again. */
    private boolean failed;

    /** Set under the lock; emptied by whoever ends it, for which nobody waits. */
    private final AtomicReference<@Nullable RunningDevAgent> running = new AtomicReference<>();

    private volatile boolean inUse;
    private volatile boolean contextEnded;

    EmbeddedDevAgent(Configuration configuration) {
        this(configuration, Files::exists);
    }

    /** @param exists tells whether there is a file at a path */
    EmbeddedDevAgent(Configuration configuration, Predicate<Path> exists) {
        this.configuration = configuration;
        this.mode = StartMode.of(configuration);
        this.exists = exists;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (mode == StartMode.NEVER_IN_PRODUCTION) {
            LOG.warn(
                    "The development agent does not start, although {} is true: {} is {}",
                    DevAgentKeys.ENABLED,
                    ServiceKeys.ENV,
                    configuration.get(ServiceKeys.ENV));
        } else if (mode == StartMode.ALWAYS) {
            DdThreads.factory("dev-agent")
                    .newThread(() -> runningIf(() -> true))
                    .start();
        }
    }

    @Override
    public AgentAddress locate(AgentAddressSettings settings) {
        inUse = true;
        AgentAddress configured = settings.resolve(exists);
        if (mode == StartMode.NEVER || mode == StartMode.NEVER_IN_PRODUCTION) {
            return configured;
        }
        RunningDevAgent present = runningIf(() -> mode == StartMode.ALWAYS || !isAgentAt(configured));
        return present == null ? configured : present.address();
    }

    private static boolean isAgentAt(AgentAddress address) {
        if (address.socket() == null && !AgentProbe.isAgent(address, PROBE_TIMEOUT)) {
            return false;
        }
        LOG.info("The development agent does not start, as there is an Agent at {}", address);
        return true;
    }

    /** The one that runs, or that is started if {@code wanted} then says so; null when there is none. */
    private @Nullable RunningDevAgent runningIf(BooleanSupplier wanted) {
        deciding.lock();
        try {
            RunningDevAgent present = running.get();
            if (present == null && !failed && wanted.getAsBoolean() && isNeeded()) {
                running.set(RunningDevAgent.start(configuration));
                if (!isNeeded()) {
                    // Whoever needed it no longer meanwhile has not seen it.
                    end();
                }
                present = running.get();
                announce(present);
            }
            return present;
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            failed = true;
            LOG.warn("The development agent cannot start, traces go to the configured Agent: {}", failure.toString());
            return null;
        } finally {
            deciding.unlock();
        }
    }

    private static void announce(@Nullable RunningDevAgent started) {
        if (started != null) {
            LOG.warn(
                    "The development agent runs inside this application, which is for this machine only. Its console: {}",
                    started.console());
        }
    }

    private boolean isNeeded() {
        return !contextEnded && (inUse || mode == StartMode.ALWAYS);
    }

    private void end() {
        RunningDevAgent present = running.getAndSet(null);
        if (present != null) {
            present.end().run();
        }
    }

    @Override
    public void release() {
        inUse = false;
        end();
    }

    /** The library's client sends to the end of the process, which is after that of the context. */
    @Override
    public void destroy() {
        contextEnded = true;
        if (!inUse) {
            end();
        }
    }
}
