/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.metrics.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
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
    private final FailureLog failures;
    private final Map<String, RemoteConfigProduct> products = new ConcurrentHashMap<>();
    /** Names of products that were exchanged or have left since the last request: what they had is forgotten. */
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    private final List<Runnable> updateListeners = new CopyOnWriteArrayList<>();
    private volatile PollStatus status = PollStatus.NONE;
    private final RepeatingTask task = new RepeatingTask("remote-config", this::poll, STOP_PATIENCE);

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

    /** Asks once, and says how long to wait until the next time. */
    Duration poll() {
        Set<String> gone = Set.copyOf(left);
        left.removeAll(gone);
        known.forget(gone);
        Map<String, RemoteConfigProduct> asked = Map.copyOf(products);
        if (asked.isEmpty() || !endpoint.isThere()) {
            return schedule.afterSuccess();
        }
        Duration pause;
        String result;
        try {
            result = take(endpoint.ask(ByteBuffer.wrap(PollRequest.json(identity, asked.values(), known))), asked);
            failures.over();
            pause = schedule.afterSuccess();
        } catch (IOException | RemoteConfigException failure) {
            result = String.valueOf(failure.getMessage());
            failures.report("No configurations from the Agent; those in force stay: {}", result);
            pause = schedule.afterFailure();
        }
        status = PollStatus.of(asked.values(), known, clock.instant(), result, schedule.failures());
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
        if (known.take(parsed, asked)) {
            updateListeners.forEach(RemoteConfigClient::callQuietly);
        }
        return known.error().isEmpty() ? "taken" : known.error();
    }

    private static void callQuietly(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.update", failure);
        }
    }
}
