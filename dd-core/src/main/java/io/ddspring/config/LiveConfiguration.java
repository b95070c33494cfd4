/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in force. They begin as those the application was started with. A few can change later, namely those that
 * somebody {@linkplain #follow follows}: a refreshed environment and, above it, remote configuration lay their values
 * over them and take them back. Whoever reads sees one whole set of settings. Thread-safe.
 */
public final class LiveConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final Configuration start;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Change>>> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();
    // Guarded by the lock, as is every change of what is in force.
    private ConfigSource environment;
    private Map<ConfigKey<?>, ConfigText> overrides = Map.of();
    private volatile Configuration current;

    /**
     * A setting that has another value now.
     *
     * @param text the value without secrets
     */
    public record Change(ConfigKey<?> key, String text, ConfigOrigin origin) {}

    private record Follower(Set<ConfigKey<?>> keys, Consumer<Configuration> action) {
        boolean wants(List<Change> changes) {
            return changes.stream().anyMatch(change -> keys.contains(change.key()));
        }
    }

    /** @param start the settings that the application was started with */
    public LiveConfiguration(Configuration start) {
        this.start = start;
        this.environment = start.source();
        this.current = start;
    }

    /** The settings that the application was started with. */
    public Configuration start() {
        return start;
    }

    /** The settings in force; the same object until one of them changes. */
    public Configuration current() {
        return current;
    }

    /**
     * Makes {@code keys} settings that can change. Whenever one of them has, {@code action} is called with all settings;
     * it begins with those that were in force before. Calls come one at a time, from the thread that changes.
     */
    public void follow(Set<ConfigKey<?>> keys, Consumer<Configuration> action) {
        followers.add(new Follower(Set.copyOf(keys), action));
    }

    /** The setting of that name if somebody follows it, so that a change would have an effect; otherwise null. */
    public @Nullable ConfigKey<?> followed(String name) {
        for (Follower follower : followers) {
            for (ConfigKey<?> key : follower.keys()) {
                if (key.name().equals(name)) {
                    return key;
                }
            }
        }
        return null;
    }

    /**
     * Has {@code observer} called after every change, with all settings that have changed; before that at once, by the
     * thread that calls, if any is no longer what it was at the start.
     */
    public void onChange(Consumer<List<Change>> observer) {
        changing.lock();
        try {
            List<Change> sinceStart = changes(start, current);
            if (!sinceStart.isEmpty()) {
                callQuietly(() -> observer.accept(sinceStart));
            }
            observers.add(observer);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Lays {@code texts} over all other settings, in place of those that were laid before; an empty map takes them back.
     * Settings that nobody follows stay as they are.
     */
    public void override(Map<ConfigKey<?>, ConfigText> texts) {
        changing.lock();
        try {
            overrides = Map.copyOf(texts);
            change();
        } finally {
            changing.unlock();
        }
    }

    /** Takes the settings that can change from {@code refreshed}; one that is not valid there stays as it is. */
    public void refresh(Configuration refreshed) {
        changing.lock();
        try {
            Map<ConfigKey<?>, @Nullable ConfigText> kept = new HashMap<>();
            for (ConfigKey<?> key : followedKeys()) {
                refreshed.value(key);
                if (refreshed.hasProblem(key)) {
                    kept.put(key, environment.find(key));
                }
            }
            ConfigSource fresh = refreshed.source();
            environment = key -> kept.containsKey(key) ? kept.get(key) : fresh.find(key);
            change();
        } finally {
            changing.unlock();
        }
    }

    private void change() {
        Configuration before = current;
        Configuration after = new Configuration(
                new Layers(overrides, Set.copyOf(followedKeys()), environment, start.source()),
                problem -> LOG.warn("{}", problem.message()));
        List<Change> changes = changes(before, after);
        if (changes.isEmpty()) {
            return;
        }
        current = after;
        for (Change change : changes) {
            LOG.info("{} is now \"{}\" ({})", change.key(), change.text(), after.value(change.key()));
        }
        for (Follower follower : followers) {
            if (follower.wants(changes)) {
                callQuietly(() -> follower.action().accept(after));
            }
        }
        for (Consumer<List<Change>> observer : observers) {
            callQuietly(() -> observer.accept(changes));
        }
    }

    private List<Change> changes(Configuration before, Configuration after) {
        List<Change> changes = new ArrayList<>();
        for (ConfigKey<?> key : followedKeys()) {
            if (!Objects.equals(after.usedText(key), before.usedText(key))) {
                changes.add(
                        new Change(key, after.shownText(key), after.value(key).origin()));
            }
        }
        return changes;
    }

    /** The settings that somebody follows, sorted by name. */
    public List<ConfigKey<?>> followedKeys() {
        Map<String, ConfigKey<?>> byName = new TreeMap<>();
        followers.forEach(follower -> follower.keys().forEach(key -> byName.put(key.name(), key)));
        return List.copyOf(byName.values());
    }

    private static void callQuietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("A change of settings was not taken over by everyone", failure);
        }
    }

    /** Where each setting is found: what is laid over everything, then the environment as it is now or was at the start. */
    private record Layers(
            Map<ConfigKey<?>, ConfigText> overrides,
            Set<ConfigKey<?>> changeable,
            ConfigSource environment,
            ConfigSource start)
            implements ConfigSource {
        @Override
        public @Nullable ConfigText find(ConfigKey<?> key) {
            if (!changeable.contains(key)) {
                return start.find(key);
            }
            ConfigText override = overrides.get(key);
            return override == null ? environment.find(key) : override;
        }

        @Override
        public List<ConfigText> findAll(ConfigKey<?> key) {
            if (!changeable.contains(key)) {
                return start.findAll(key);
            }
            List<ConfigText> texts = new ArrayList<>(environment.findAll(key));
            ConfigText override = overrides.get(key);
            if (override != null) {
                texts.add(override);
            }
            return Collections.unmodifiableList(texts);
        }
    }
}
