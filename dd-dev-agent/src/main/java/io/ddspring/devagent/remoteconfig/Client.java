/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.record.BoundedMap;
import io.ddspring.devagent.record.Violations;
import java.time.Instant;
import java.util.List;

/** A client with what it said last and what it was offered so far. Guarded by the lock of its {@link Clients}. */
final class Client {
    private static final int MAX_OFFERED = 2000;
    private static final long MAX_OFFERED_BYTES = 512 * 1024;
    private static final int ENTRY_BYTES = 200;

    /** What the console shows of a poll. */
    record Seen(
            Instant time,
            String id,
            String runtimeId,
            String service,
            String env,
            String version,
            List<String> products,
            List<String> capabilities,
            long targetsVersion,
            String error,
            List<Poll.State> states) {

        static Seen of(Poll poll, List<String> capabilities, Instant time) {
            return new Seen(
                    time,
                    poll.id(),
                    poll.ofTracer("runtime_id"),
                    poll.ofTracer("service"),
                    poll.ofTracer("env"),
                    poll.ofTracer("app_version"),
                    List.copyOf(poll.products()),
                    capabilities,
                    poll.targetsVersion(),
                    poll.error(),
                    poll.states());
        }
    }

    private Seen seen;
    private List<String> reasons = List.of();
    private long highestVersion;
    // Files by path and hash, configurations by path and version.
    private final BoundedMap<String, String> offered = new BoundedMap<>(MAX_OFFERED, MAX_OFFERED_BYTES, Client::bytes);

    /** What it has already may come from another agent, or from a time that is forgotten. */
    Client(Poll poll, Seen seen) {
        this.seen = seen;
        highestVersion = poll.targetsVersion();
        poll.cached().values().forEach(file -> add(file(file.path(), file.sha256())));
        poll.states().forEach(state -> add(version(state)));
    }

    Seen seen() {
        return seen;
    }

    /** Memory that it takes. */
    long bytes() {
        long bytes = offered.bytes();
        for (String product : seen.products()) {
            bytes += bytes(product);
        }
        for (Poll.State state : seen.states()) {
            bytes += bytes(state.id()) + bytes(state.product()) + bytes(state.error());
        }
        return bytes + 10L * ENTRY_BYTES;
    }

    private static long bytes(String text) {
        return ENTRY_BYTES + 2L * text.length();
    }

    /** Adds what does not fit to what this client was offered. */
    void check(Poll poll, Violations violations) {
        violations.check(
                poll.targetsVersion() <= highestVersion,
                "client.state.targets_version is " + poll.targetsVersion() + ", it was offered up to "
                        + highestVersion);
        for (Poll.CachedFile file : poll.cached().values()) {
            violations.check(
                    offered.get(file(file.path(), file.sha256())) != null,
                    "the cached file " + file.path() + " was never offered, or not with this content");
        }
        for (Poll.State state : poll.states()) {
            violations.check(
                    offered.get(version(state)) != null,
                    "there is a state of " + state.product() + "/" + state.id() + " in version " + state.version()
                            + ", which was never offered");
        }
    }

    /** Notes a poll and what it was answered; the reasons that it did not give the last time. */
    List<String> polled(Seen now, List<String> allReasons, List<OfferedConfig> configs, long version) {
        List<String> before = reasons;
        seen = now;
        reasons = allReasons;
        highestVersion = Math.max(highestVersion, version);
        for (OfferedConfig config : configs) {
            add(file(config.path().toString(), config.sha256()));
            add(config.path() + " " + config.version());
        }
        return allReasons.stream().filter(reason -> !before.contains(reason)).toList();
    }

    private void add(String key) {
        offered.put(key, key);
    }

    private static String file(String path, String sha256) {
        return path + " " + sha256;
    }

    private static String version(Poll.State state) {
        return new ConfigPath(state.product(), state.id()) + " " + state.version();
    }
}
