/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every place that offers configurations, one after the other. Used by one thread but for the rest. */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final String NOBODY = "no product wants any";

    private final Clock clock;
    private final PollSchedule schedule;
    private final FailureLog failures;
    private final List<ConfigOffers> offers;
    private @Nullable Instant failingSince;
    private volatile PollStatus status = PollStatus.NONE;

    static Poller from(Configuration configuration, AgentClient agent, ClientIdentity identity) {
        RemoteConfigSettings settings = RemoteConfigSettings.from(configuration);
        PollHeaders headers = PollHeaders.from(configuration, agent);
        AgentAddress url = settings.url();
        RemoteConfigEndpoint endpoint = url == null
                ? new AgentEndpoint(agent, headers, settings.answerLimitBytes())
                : new FixedEndpoint(url, headers, settings.answerLimitBytes());
        return new Poller(settings, identity, endpoint, Clock.systemUTC(), Math::random);
    }

    Poller(
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

    /** Makes polls work again. For any thread. */
    void open() {
        offers.forEach(ConfigOffers::open);
    }

    /** Makes a poll that is under way give up. For any thread. */
    void close() {
        offers.forEach(ConfigOffers::close);
    }

    /** What is known and how the last poll went. For any thread. */
    PollStatus status() {
        return status;
    }

    /** Whether any product got or lost a configuration since the last call. */
    boolean wasUpdated() {
        boolean updated = false;
        for (ConfigOffers place : offers) {
            updated |= place.known().wasUpdated();
        }
        return updated;
    }

    /** Forgets what {@code products} had, without telling them. */
    void forget(Set<String> products) {
        offers.forEach(place -> place.known().forget(products));
    }

    /** Gives {@code asked} what has changed, and says how long to wait until the next time. */
    Duration poll(Map<String, RemoteConfigProduct> asked) {
        List<String> results = new ArrayList<>();
        boolean failed = false;
        for (ConfigOffers place : offers) {
            try {
                results.add(asked.isEmpty() ? NOBODY : place.poll(asked));
            } catch (IOException | RemoteConfigException | RuntimeException failure) {
                failed = true;
                results.add(String.valueOf(failure.getMessage()));
                failures.report(failure);
            }
        }
        Duration pause = pause(failed, asked.values());
        status = PollStatus.of(
                asked.values(),
                offers.stream().map(ConfigOffers::known).toList(),
                lastLook(),
                String.join("; ", results),
                schedule.failures(),
                failingSince);
        return pause;
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

    private @Nullable Instant lastLook() {
        Instant last = null;
        for (ConfigOffers place : offers) {
            Instant look = place.lastLook();
            last = last == null || (look != null && look.isAfter(last)) ? look : last;
        }
        return last;
    }
}
