/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.agent.TracerVersion;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.InstrumentationReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The files that every flare has, under the names that tracers for Java give them. Immutable.
 *
 * @param configuration as the application was started
 * @param statistics state of the statistics of requests, by name
 * @param pendingTraces a line for each trace that is held back
 */
public record StandardEntries(
        Configuration configuration,
        TracerHealth health,
        InstrumentationReport instrumentation,
        Supplier<Map<String, Object>> statistics,
        Supplier<List<String>> pendingTraces) {
    /** Name of the file with the settings that have changed since the start. */
    public static final String DYNAMIC_CONFIG = "dynamic_config.txt";

    private static final SecretMask SECRETS = new SecretMask(List.of());

    /** The files, to be written any time. */
    public List<FlareEntry> all() {
        List<FlareEntry> all = new ArrayList<>(JvmEntries.all());
        all.add(FlareEntry.of("tracer_version.txt", out -> out.write(TracerVersion.current() + "\n")));
        all.add(FlareEntry.of("initial_config.txt", this::writeConfiguration));
        all.add(FlareEntry.of(DYNAMIC_CONFIG, out -> out.write("No setting has changed since the start.\n")));
        all.add(FlareEntry.of("tracer_health.txt", this::writeHealth));
        all.add(FlareEntry.of("span_metrics.txt", this::writeSpanMetrics));
        all.add(FlareEntry.of("instrumenter_state.txt", this::writeInstrumentation));
        all.add(FlareEntry.of("instrumenter_metrics.txt", this::writeInstrumentationCounts));
        all.add(FlareEntry.of("pending_traces.txt", this::writePendingTraces));
        return all;
    }

    private void writeConfiguration(Writer out) throws IOException {
        for (ConfigKey<?> key : configuration.keys()) {
            ConfigValue<?> value = configuration.value(key);
            out.write(key.name() + "=" + SECRETS.settingText(configuration, key) + " ("
                    + value.origin().reportedName() + (value.location().isEmpty() ? "" : ", " + value.location())
                    + ")\n");
        }
        for (ConfigProblem problem : configuration.problems()) {
            out.write("not valid: " + problem.key() + " at " + problem.location() + ", allowed: " + problem.allowed()
                    + "\n");
        }
    }

    private void writeHealth(Writer out) throws IOException {
        writeLines(health.counters(), out);
        for (Map.Entry<String, Long> fault : Faults.shared().counts().entrySet()) {
            out.write("failures of " + fault.getKey() + ": " + fault.getValue() + "\n");
        }
    }

    private void writeSpanMetrics(Writer out) throws IOException {
        out.write("spans started: " + health.spansStarted.sum() + "\n");
        out.write("spans finished: " + health.spansFinished.sum() + "\n");
        out.write("statistics of requests\n");
        writeLines(statistics.get(), out);
    }

    private void writeInstrumentation(Writer out) throws IOException {
        for (Map.Entry<String, InstrumentationReport.Entry> integration :
                instrumentation.entries().entrySet()) {
            out.write(integration.getKey() + ": " + (integration.getValue().active() ? "active" : "inactive") + " ("
                    + integration.getValue().detail() + ")\n");
        }
    }

    private void writeInstrumentationCounts(Writer out) throws IOException {
        long active = instrumentation.entries().values().stream()
                .filter(InstrumentationReport.Entry::active)
                .count();
        long failures = Faults.shared().counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        out.write("active: " + active + "\n");
        out.write("inactive: " + (instrumentation.entries().size() - active) + "\n");
        out.write("failures: " + failures + "\n");
    }

    private void writePendingTraces(Writer out) throws IOException {
        out.write("Traces whose first span has ended while others go on:\n");
        for (String trace : pendingTraces.get()) {
            out.write(trace + "\n");
        }
    }

    private static void writeLines(Map<String, ?> facts, Writer out) throws IOException {
        for (Map.Entry<String, ?> fact : facts.entrySet()) {
            out.write(fact.getKey() + ": " + fact.getValue() + "\n");
        }
    }
}
