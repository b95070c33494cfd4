/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentHeadersTest {
    @Test
    void the_trace_intake_learns_who_sends() {
        AgentHeaders headers = headers(new ContainerIdentity("abc", "ci-abc"), " it-false,cn-app ");

        assertThat(headers.traces())
                .containsEntry("Content-Type", "application/msgpack")
                .containsEntry("Datadog-Meta-Lang", "java")
                .containsEntry("Datadog-Meta-Lang-Version", System.getProperty("java.version"))
                .containsEntry("Datadog-Meta-Lang-Interpreter", System.getProperty("java.vm.name"))
                .containsEntry("Datadog-Meta-Lang-Interpreter-Vendor", System.getProperty("java.vm.vendor"))
                .containsEntry("Datadog-Meta-Tracer-Version", TracerVersion.current())
                .containsEntry("Datadog-Client-Computed-Top-Level", "true")
                .containsEntry("Datadog-Send-Real-Http-Status", "true")
                .containsEntry("Datadog-Container-ID", "abc")
                .containsEntry("Datadog-Entity-ID", "ci-abc")
                .containsEntry("Datadog-External-Env", "it-false,cn-app")
                .doesNotContainKeys("Datadog-Client-Computed-Stats", "DD-API-KEY");
    }

    @Test
    void the_intake_of_statistics_learns_who_sends_and_nothing_about_traces() {
        AgentHeaders headers = headers(new ContainerIdentity("abc", "ci-abc"), "it-false,cn-app");

        assertThat(headers.stats())
                .containsOnlyKeys(
                        "Content-Type",
                        "Datadog-Meta-Lang",
                        "Datadog-Meta-Lang-Version",
                        "Datadog-Meta-Lang-Interpreter",
                        "Datadog-Meta-Lang-Interpreter-Vendor",
                        "Datadog-Meta-Tracer-Version",
                        "Datadog-Container-ID",
                        "Datadog-Entity-ID",
                        "Datadog-External-Env");
    }

    @Test
    void what_is_unknown_is_left_out() {
        assertThat(headers(ContainerIdentity.NONE, " ").traces())
                .doesNotContainKeys("Datadog-Container-ID", "Datadog-Entity-ID", "Datadog-External-Env");
        assertThat(headers(new ContainerIdentity(null, "in-5"), "").traces())
                .containsEntry("Datadog-Entity-ID", "in-5")
                .doesNotContainKey("Datadog-Container-ID");
    }

    @Test
    void the_version_is_never_empty() {
        assertThat(TracerVersion.current()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    @Test
    void session_of_a_test_agent_is_told_with_everything_that_belongs_to_it() {
        Configuration configuration =
                new Configuration(ConfigSources.environment(Map.of("DD_AGENT_TEST_SESSION_TOKEN", "session-1")));
        AgentHeaders headers = AgentHeaders.of(ContainerIdentity.NONE, AgentHeaders.configured(configuration));

        assertThat(headers.traces()).containsEntry("X-Datadog-Test-Session-Token", "session-1");
        assertThat(headers.stats()).containsEntry("X-Datadog-Test-Session-Token", "session-1");
        assertThat(headers.identity()).containsExactly(Map.entry("X-Datadog-Test-Session-Token", "session-1"));
    }

    private static AgentHeaders headers(ContainerIdentity identity, String externalEnv) {
        Configuration configuration =
                new Configuration(ConfigSources.environment(Map.of("DD_EXTERNAL_ENV", externalEnv)));
        return AgentHeaders.of(identity, AgentHeaders.configured(configuration));
    }
}
