/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.TracerVersion;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.InstrumentationReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandardEntriesTest {
    private static final ConfigKey<String> API_KEY = ConfigKey.of("dd.test.api-key", ConfigType.TEXT, "", "A key.");
    private static final Map<String, String> SET = Map.of(
            "dd.service", "shop",
            "dd.test.api-key", "0123456789abcdef0123456789abcdef",
            "dd.tags", "team:core,db.password:hunter two,db.pass:hunter three,tier:gold",
            "dd.trace.rate-limit", "many");

    private final Configuration configuration = new Configuration(
            key -> SET.containsKey(key.name())
                    ? new ConfigText(SET.get(key.name()), ConfigOrigin.ENVIRONMENT, key.environmentVariable())
                    : null,
            problem -> {});
    private final TracerHealth health = new TracerHealth();
    private final InstrumentationReport report = new InstrumentationReport();
    private Map<String, String> files = Map.of();

    @BeforeEach
    void write() throws IOException {
        configuration.get(ServiceKeys.SERVICE);
        configuration.get(ServiceKeys.TAGS);
        configuration.get(TracerKeys.RATE_LIMIT);
        configuration.get(API_KEY);
        health.spansStarted.add(3);
        health.dropped("queue.full", 2, 4);
        report.active("jdbc", "HikariDataSource");
        report.inactive("webflux", "not on the class path");
        FlareArchive archive = new FlareArchive(SecretMask.of(configuration));
        for (FlareEntry entry : new StandardEntries(
                        configuration, health, report, () -> Map.of("state", "active"), () -> List.of("abc open=1"))
                .all()) {
            archive.add(entry);
        }
        files = Zip.read(archive.finish());
        assertThat(archive.failed()).isEmpty();
    }

    @Test
    void the_files_have_the_names_that_others_look_for() {
        assertThat(files)
                .containsOnlyKeys(
                        "classpath.txt",
                        "library_path.txt",
                        "jvm_args.txt",
                        "threads.txt",
                        "tracer_version.txt",
                        "initial_config.txt",
                        "dynamic_config.txt",
                        "tracer_health.txt",
                        "span_metrics.txt",
                        "instrumenter_state.txt",
                        "instrumenter_metrics.txt",
                        "pending_traces.txt");
    }

    @Test
    void settings_are_told_with_their_origin_and_without_secrets() {
        assertThat(files.get("initial_config.txt").lines())
                .contains(
                        "dd.service=shop (env_var, DD_SERVICE)",
                        "dd.test.api-key=******cdef (env_var, DD_TEST_API_KEY)",
                        "dd.trace.rate-limit=100 (default)",
                        "not valid: dd.trace.rate-limit at DD_TRACE_RATE_LIMIT, allowed: a whole number from -1")
                .anyMatch(line -> line.startsWith("dd.tags=team:core,db.password:******"));
        assertThat(files.get("initial_config.txt")).doesNotContain("hunter", "two", "three", "0123456789abcdef");
    }

    @Test
    void the_virtual_machine_is_described() {
        assertThat(files.get("tracer_version.txt")).isEqualTo(TracerVersion.current() + "\n");
        assertThat(files.get("classpath.txt").lines())
                .anyMatch(line -> line.endsWith("classes") || line.endsWith(".jar"));
        assertThat(files.get("threads.txt"))
                .contains("\"main\" id=1 ", StandardEntriesTest.class.getName() + ".write(");
    }

    @Test
    void counters_and_states_are_told() {
        assertThat(files.get("tracer_health.txt").lines()).contains("spans.started: 3", "traces.dropped.queue.full: 2");
        assertThat(files.get("span_metrics.txt").lines()).contains("spans started: 3", "state: active");
        assertThat(files.get("instrumenter_state.txt").lines())
                .containsExactly("jdbc: active (HikariDataSource)", "webflux: inactive (not on the class path)");
        assertThat(files.get("instrumenter_metrics.txt").lines()).contains("active: 1", "inactive: 1");
        assertThat(files.get("pending_traces.txt")).endsWith("abc open=1\n");
    }
}
