/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final RemoteConfigSettings settings;
    private final ClientIdentity identity;
    private final RemoteConfigEndpoint endpoint;
    private final Clock clock;
    private final PollSchedule schedule;
    private final KnownConfigs known;
    private final @Nullable ConfigDirectory directory;
    private final KnownConfigs knownLocally;
    private final FailureLog failures;
    private final Map<String, RemoteConfigProduct> products = new ConcurrentHashMap<>();
    /** Names of products that were exchanged or have left since the last request: what they had is forgotten. */
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    private final List<Runnable> updateListeners = new CopyOnWriteArrayList<>();
    private volatile PollStatus status = PollStatus.NONE;
    // Used by the thread that asks.
    private boolean updated;

    private @Nullable Instant failingSince;
    private final RepeatingTask task = new RepeatingTask("remote-config", this::poll, STOP_PATIENCE);

    /** A client that has not begun to ask, for the settings in {@code configuration}. */
    public static RemoteConfigClient from(Configuration configuration, AgentClient agent, ClientIdentity identity) {
        RemoteConfigSettings settings = RemoteConfigSettings.from(configuration);
        AgentAddress url = settings.url();
        PollHeaders headers = PollHeaders.from(configuration, agent);
        return new RemoteConfigClient(
                settings,
                identity,
                url == null
                        ? new AgentEndpoint(agent, headers, settings.answerLimitBytes())
                        : new FixedEndpoint(url, agent, headers, settings.answerLimitBytes()),
                Clock.systemUTC(),
                Math::random);
    }

    RemoteConfigClient(
            RemoteConfigSettings settings,
            ClientIdentity identity,
            RemoteConfigEndpoint endpoint,
            Clock clock,
            DoubleSupplier random) {
        this.settings = settings;
        this.identity = identity;
        this.endpoint = endpoint;
        this.clock = clock;
        this.schedule = new PollSchedule(settings.interval(), random);
        this.known = new KnownConfigs(clock);
        this.knownLocally = new KnownConfigs(clock);
        Path path = settings.directory();
        this.directory = path == null ? null : new ConfigDirectory(path, settings.answerLimitBytes());
        this.failures = new FailureLog(LOG, clock);
    }

    /** Asks for the configurations of {@code product} from now on; an earlier product of that name gets no more. */
    public void register(RemoteConfigProduct product) {
        products.put(product.name(), product);
        left.add(product.name());
        pollNow();
    }

    /** Asks for the configurations of that product no more. It keeps what it has. */
    public void unregister(RemoteConfigProduct product) {
        if (products.remove(product.name(), product)) {
            left.add(product.name());
            pollNow();
        }
    }

    /** Calls {@code listener} whenever any product got or lost a configuration, after all of them have. */
    public void onUpdate(Runnable listener) {
        updateListeners.add(listener);
    }

    /** Begins to ask; nothing when it has begun. */
    public void start() {
        task.start();
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
        task.close();
    }

    /** Looks once for what has changed, and says how long to wait until the next time. */
    Duration poll() {
        Set<String> gone = Set.copyOf(left);
        left.removeAll(gone);
        known.forget(gone);
        knownLocally.forget(gone);
        Map<String, RemoteConfigProduct> asked = Map.copyOf(products);
        if (asked.isEmpty()) {
            return schedule.afterSuccess();
        }
        String result = "";
        Duration pause;
        try {
            if (directory != null) {
                result = inForce(knownLocally, directory.read(), asked);
            }
            if (settings.asksAgent() && endpoint.isThere()) {
                byte[] request = PollRequest.json(identity, asked.values(), known);
                result = take(endpoint.ask(ByteBuffer.wrap(request)), asked);
            }
            failures.over();
            failingSince = null;
            pause = schedule.afterSuccess();
        } catch (IOException | RemoteConfigException failure) {
            result = String.valueOf(failure.getMessage());
            failures.report("No new configurations; those in force stay: {}", result);
            failingSince = failingSince == null ? clock.instant() : failingSince;
            pause = schedule.afterFailure();
        }
        if (!result.isEmpty()) {
            status = PollStatus.of(
                    asked.values(), known, knownLocally, clock.instant(), result, schedule.failures(), failingSince);
        }
        if (updated) {
            updated = false;
            updateListeners.forEach(RemoteConfigClient::callQuietly);
        }
        return pause;
    }

    private String take(AgentResponse answer, Map<String, RemoteConfigProduct> asked)
            throws IOException, RemoteConfigException {
        if (answer.status() == 404) {
            return "remote configuration is switched off in the Agent";
        }
        if (!answer.isSuccess()) {
            throw new IOException("status " + answer.status());
        }
        if (answer.body().length > settings.answerLimitBytes()) {
            throw new RemoteConfigException("the answer is longer than " + settings.answerLimitBytes() + " bytes");
        }
        PollAnswer parsed = answer.status() == 204 ? null : PollAnswer.parse(answer.body());
        if (parsed == null) {
            return "nothing has changed";
        }
        TargetsKey key = settings.key();
        if (key != null) {
            try {
                key.check(parsed.targets());
            } catch (RemoteConfigException untrusted) {
                known.refused(untrusted);
                return known.error();
            }
        }
        return inForce(known, parsed, asked);
    }

    private String inForce(KnownConfigs before, PollAnswer answer, Map<String, RemoteConfigProduct> asked) {
        updated |= before.take(answer, asked);
        return before.error().isEmpty() ? "taken" : before.error();
    }

    private static void callQuietly(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.update", failure);
        }
    }
}
