/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.RepeatingTask;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Agent again and again for the configurations of the registered products and hands over what has changed.
 * Products may come and go at any time. Thread-safe; one thread of its own does all I/O and calls the products. What it
 * takes to ask is created by that thread, so that a start costs next to nothing.
 */
public final class RemoteConfigClient implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Poller> pollers;
    private final Object registration = new Object();
    // Guarded by the lock.
    private final Map<String, RemoteConfigProduct> products = new HashMap<>();
    /** Names of products that were exchanged or have left since the last request: what they had is forgotten. */
    private final Set<String> left = new HashSet<>();

    private @Nullable Supplier<? extends Collection<RemoteConfigProduct>> lateProducts;

    private final List<Runnable> updateListeners = new CopyOnWriteArrayList<>();
    private final RepeatingTask task = new RepeatingTask("remote-config", this::poll, STOP_PATIENCE);
    private volatile @Nullable Poller poller;

    /** A client that has not begun to ask, for the settings in {@code configuration}. */
    public static RemoteConfigClient from(Configuration configuration, AgentClient agent, ClientIdentity identity) {
        return new RemoteConfigClient(() -> Poller.from(configuration, agent, identity));
    }

    RemoteConfigClient(Supplier<Poller> pollers) {
        this.pollers = pollers;
    }

    /** Asks for the configurations of {@code product} from now on; an earlier product of that name gets no more. */
    public void register(RemoteConfigProduct product) {
        synchronized (registration) {
            products.put(product.name(), product);
            left.add(product.name());
        }
        pollNow();
    }

    /** Has the client's thread create {@code more} products before it asks for the first time. Called before {@link #start}. */
    public void registerWhenStarted(Supplier<? extends Collection<RemoteConfigProduct>> more) {
        synchronized (registration) {
            lateProducts = more;
        }
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
            Poller present = poller;
            if (present != null) {
                present.open();
            }
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
        Poller present = poller;
        return present == null ? PollStatus.NONE : present.status();
    }

    /** Ends the thread; products keep what they have. A second call does nothing. */
    @Override
    public void close() {
        Poller present = poller;
        if (present != null) {
            present.close();
        }
        task.close();
    }

    /** Looks once for what has changed, and says how long to wait until the next time. */
    Duration poll() {
        registerLateProducts();
        Poller present = poller;
        if (present == null) {
            present = pollers.get();
            poller = present;
        }
        Duration pause = pollOnce(present);
        if (present.wasUpdated()) {
            updateListeners.forEach(RemoteConfigClient::callQuietly);
        }
        return pause;
    }

    private Duration pollOnce(Poller present) {
        Set<String> gone;
        Map<String, RemoteConfigProduct> asked;
        synchronized (registration) {
            gone = Set.copyOf(left);
            left.clear();
            asked = Map.copyOf(products);
        }
        present.forget(gone);
        return present.poll(asked);
    }

    private void registerLateProducts() {
        Supplier<? extends Collection<RemoteConfigProduct>> late;
        synchronized (registration) {
            late = lateProducts;
            lateProducts = null;
        }
        if (late != null) {
            try {
                late.get().forEach(this::register);
            } catch (Throwable failure) {
                Faults.shared().record("remote-config.products", failure);
            }
        }
    }

    private static void callQuietly(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.update", failure);
        }
    }
}
