/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** The configurations that clients are offered. Thread-safe. */
final class OfferedConfigs {
    private static final int MAX_CONFIGS = 1000;
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    /** The configurations at one time, by path; {@code version} grows with every change. */
    record Snapshot(long version, List<OfferedConfig> configs) {
        Snapshot forProducts(Set<String> products) {
            return new Snapshot(
                    version,
                    configs.stream()
                            .filter(config -> products.contains(config.path().product()))
                            .toList());
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock.
    private final Map<String, OfferedConfig> configs = new TreeMap<>();
    private long version;

    /** Offers a configuration, in place of the one at the same path; false when there is no room for it. */
    boolean put(ConfigPath path, byte[] content) {
        lock.lock();
        try {
            OfferedConfig config = OfferedConfig.of(path, version + 1, content);
            OfferedConfig before = configs.get(path.toString());
            if (before != null && before.sha256().equals(config.sha256())) {
                return true;
            }
            long bytes = configs.values().stream()
                            .mapToLong(other -> other.content().length)
                            .sum()
                    + content.length;
            if (bytes > MAX_BYTES || (before == null && configs.size() == MAX_CONFIGS)) {
                return false;
            }
            configs.put(path.toString(), config);
            version++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a configuration back; false when there is none at the path. */
    boolean remove(ConfigPath path) {
        lock.lock();
        try {
            boolean removed = configs.remove(path.toString()) != null;
            version += removed ? 1 : 0;
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all back. */
    void clear() {
        lock.lock();
        try {
            version += configs.isEmpty() ? 0 : 1;
            configs.clear();
        } finally {
            lock.unlock();
        }
    }

    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(version, List.copyOf(configs.values()));
        } finally {
            lock.unlock();
        }
    }
}
