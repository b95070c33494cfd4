/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Agent again and again for the configurations of the registered products and hands over what has changed.
 * Products may come and go at any time. Thread-safe; one thread of its own does all I/O and calls the products.
 */
public final class RemoteConfigClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConfigClient.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
    private static final String NOBODY = "no product wants any";

    private final PollSchedule schedule;
    private final Clock clock;
    private final List<ConfigOffers> offers;
    private final FailureLog failures;
    private final Object registration = new Object();
    // Guarded by the lock.
    private final Map<String, RemoteConfigProduct> products = new HashMap<>();
    /** Names of products that were exchanged or have left since the last request: what they had is forgotten. */
    private final Set<String> left = new HashSet<>();

    private final List<Runnable> updateListeners = new CopyOnWriteArrayList<>();
    private volatile PollStatus status = PollStatus.NONE;
    /** Used by the thread that asks. */
    private @Nullable Instant failingSince;

    private final RepeatingTask task = new RepeatingTask("remote-config", this::poll, STOP_PATIENCE);

    /** A client that has not begun to ask, for the settings in {@code configuration}. */
    public static RemoteConfigClient from(Configuration configuration, AgentClient agent, ClientIdentity identity) {
        RemoteConfigSettings settings = RemoteConfigSettings.from(configuration);
        PollHeaders headers = PollHeaders.from(configuration, agent);
        AgentAddress url = settings.url();
        RemoteConfigEndpoint endpoint = url == null
                ? new AgentEndpoint(agent, headers, settings.answerLimitBytes())
                : new FixedEndpoint(url, headers, settings.answerLimitBytes());
        return new RemoteConfigClient(settings, identity, endpoint, Clock.systemUTC(), Math::random);
    }

    RemoteConfigClient(
            RemoteConfigSettings settings,
            ClientIdentity identity,
            RemoteConfigEndpoint endpoint,
            Clock clock,
            DoubleSupplier random) {
        this.clock = clock;
        this.schedule = new PollSchedule(settings.interval(), random);
        this.failures = new FailureLog(LOG, clock);
        List<ConfigOffers> all = new ArrayList<>();
        Path directory = settings.directory();
        if (directory != null) {
            all.add(new DirectoryOffers(new ConfigDirectory(directory, settings.answerLimitBytes()), clock));
        }
        if (settings.asksAgent()) {
            all.add(new AgentOffers(identity, endpoint, settings.answerLimitBytes(), settings.key(), clock));
        }
        this.offers = List.copyOf(all);
    }

    /** Asks for the configurations of {@code product} from now on; an earlier product of that name gets no more. */
    public void register(RemoteConfigProduct product) {
        synchronized (registration) {
            products.put(product.name(), product);
            left.add(product.name());
        }
        pollNow();
    }

    /** Asks for the configurations of that product no more. It keeps what it has. */
    public void unregister(RemoteConfigProduct product) {
        synchronized (registration) {
            if (!products.remove(product.name(), product)) {
                return;
            }
            left.add(product.name());
        }
        pollNow();
    }

    /** Calls {@code listener} whenever any product got or lost a configuration, after all of them have. */
    public void onUpdate(Runnable listener) {
        updateListeners.add(listener);
    }

    /** Begins to ask; nothing when it has begun. */
    public void start() {
        if (!task.isRunning()) {
            offers.forEach(ConfigOffers::open);
            task.start();
        }
    }

    /** Whether it asks. */
    public boolean isRunning() {
        return task.isRunning();
    }

    /** Asks at once instead of waiting until it is time to. */
    public void pollNow() {
        task.wake();
    }

    /** What is known and how the last request went. Never waits. */
    public PollStatus status() {
        return status;
    }

    /** Ends the thread; products keep what they have. A second call does nothing. */
    @Override
    public void close() {
        offers.forEach(ConfigOffers::close);
        task.close();
    }

    /** Looks once for what has changed, and says how long to wait until the next time. */
    Duration poll() {
        Map<String, RemoteConfigProduct> asked = askedFor();
        List<String> results = new ArrayList<>();
        boolean failed = false;
        boolean updated = false;
        for (ConfigOffers place : offers) {
            try {
                results.add(asked.isEmpty() ? NOBODY : place.poll(asked));
            } catch (IOException | RemoteConfigException | RuntimeException failure) {
                failed = true;
                results.add(String.valueOf(failure.getMessage()));
                failures.report(failure);
            }
            updated |= place.known().wasUpdated();
        }
        Duration pause = pause(failed, asked.values());
        status = PollStatus.of(
                asked.values(),
                offers.stream().map(ConfigOffers::known).toList(),
                lastLook(),
                String.join("; ", results),
                schedule.failures(),
                failingSince);
        if (updated) {
            updateListeners.forEach(RemoteConfigClient::callQuietly);
        }
        return pause;
    }

    private @Nullable Instant lastLook() {
        Instant last = null;
        for (ConfigOffers place : offers) {
            Instant look = place.lastLook();
            last = last == null || (look != null && look.isAfter(last)) ? look : last;
        }
        return last;
    }

    /** The products of this poll, after everything was forgotten that those of the last one had and these have not. */
    private Map<String, RemoteConfigProduct> askedFor() {
        Set<String> gone;
        Map<String, RemoteConfigProduct> asked;
        synchronized (registration) {
            gone = Set.copyOf(left);
            left.clear();
            asked = Map.copyOf(products);
        }
        offers.forEach(place -> place.known().forget(gone));
        return asked;
    }

    private Duration pause(boolean failed, Collection<RemoteConfigProduct> asked) {
        if (failed) {
            failingSince = failingSince == null ? clock.instant() : failingSince;
            return schedule.afterFailure();
        }
        failingSince = null;
        if (!asked.isEmpty() && offers.stream().anyMatch(ConfigOffers::isUndecided)) {
            return schedule.whileUndecided();
        }
        return schedule.afterSuccess(asked);
    }

    private static void callQuietly(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.update", failure);
        }
    }
}
