/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.telemetry.InstrumentationReport;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The traced methods whose calls nobody sees. What is found while the application starts is told in one warning at the
 * end of the start, what comes later at once; the same method is told once. Thread-safe.
 */
final class MissedMethods {
    private static final Logger LOG = LoggerFactory.getLogger(MissedMethods.class);

    private final ObjectProvider<InstrumentationReport> report;
    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private volatile boolean started;

    MissedMethods(ObjectProvider<InstrumentationReport> report) {
        this.report = report;
    }

    /** Adds reasons by {@code Class.method}. */
    void add(Map<String, String> found) {
        Map<String, String> unknown = new TreeMap<>(found);
        unknown.keySet().removeIf(method -> reasons.putIfAbsent(method, found.get(method)) != null);
        if (started) {
            tell(unknown);
        }
    }

    /** Tells what was found while the application started, in which {@code advisedBeans} beans have traced methods. */
    void applicationStarted(int advisedBeans) {
        started = true;
        if (advisedBeans > 0) {
            report.ifAvailable(
                    sections -> sections.active("trace-annotation", advisedBeans + " beans with @Traced methods"));
        }
        tell(new TreeMap<>(reasons));
    }

    private void tell(Map<String, String> missed) {
        if (missed.isEmpty()) {
            return;
        }
        LOG.warn(
                "Calls of these @Traced methods are not traced: {}. AspectJ load-time weaving sees them all.",
                missed.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("; ")));
        report.ifAvailable(
                sections -> missed.forEach((method, reason) -> sections.inactive("@Traced " + method, reason)));
    }
}
