/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the library hooked into in one application, and what it left alone and why. Integrations write it while the
 * application starts; status pages and telemetry read it. Thread-safe.
 */
public final class InstrumentationReport {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * The state of one integration.
     *
     * @param active whether it is hooked in
     * @param detail what it is hooked into, or why it is not
     */
    public record Entry(boolean active, String detail) {}

    /** Notes that {@code integration} is hooked into {@code target}; a later note replaces an earlier one. */
    public void active(String integration, String target) {
        entries.put(integration, new Entry(true, target));
    }

    /** Notes that {@code integration} is not hooked in; a later note replaces an earlier one. */
    public void inactive(String integration, String reason) {
        entries.put(integration, new Entry(false, reason));
    }

    /** Every integration that was noted so far, by name. */
    public Map<String, Entry> entries() {
        return new TreeMap<>(entries);
    }
}
