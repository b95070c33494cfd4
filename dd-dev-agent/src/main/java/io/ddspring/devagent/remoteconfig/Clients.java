/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.record.BoundedMap;
import io.ddspring.devagent.record.Violations;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The clients that asked last. Thread-safe. */
final class Clients {
    private static final int MAX_CLIENTS = 50;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final BoundedMap<String, Client> clients = new BoundedMap<>(MAX_CLIENTS, MAX_BYTES, Client::bytes);

    /**
     * Notes a poll and that it is answered with {@code offered}.
     *
     * @param violations what is wrong with the poll by itself
     * @return what is wrong with it and was not with the client's poll before: a client that goes on to be wrong, every few
     *     seconds, is told of once
     */
    List<String> polled(Poll poll, Client.Seen seen, OfferedConfigs.Snapshot offered, Violations violations) {
        lock.lock();
        try {
            Client client = clients.remove(poll.id());
            if (client == null) {
                client = new Client(poll, seen);
            }
            client.check(poll, violations);
            List<String> news = client.polled(seen, violations.reasons(), offered.configs(), offered.version());
            clients.put(poll.id(), client);
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** The last poll of each, that of the client that asked last first. */
    List<Client.Seen> newestFirst() {
        lock.lock();
        try {
            return clients.newestFirst().stream().map(Client::seen).toList();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            clients.clear();
        } finally {
            lock.unlock();
        }
    }
}
