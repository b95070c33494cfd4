/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentInfo.TagFilters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsGateTest {
    private static final StatsSettings DEFAULTS =
            new StatsSettings(true, true, false, 2_048, List.of(), Set.of(), false);

    @ParameterizedTest
    @ValueSource(strings = {"7.65.0", "7.65.0-rc.1", "7.66.1", "8.0.0", "7.100.0+git.12"})
    void an_agent_that_is_new_enough_and_allows_it_gets_statistics(String version) {
        assertThat(StatsGate.of(DEFAULTS, agent(version, true, "v0.6/stats")))
                .isEqualTo(new StatsGate(StatsGate.State.ACTIVE, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.64.9", "6.70.0", "test", "", "7"})
    void an_agent_that_is_too_old_or_of_unknown_age_gets_none(String version) {
        StatsGate gate = StatsGate.of(DEFAULTS, agent(version, true, "v0.6/stats"));

        assertThat(gate.state()).isEqualTo(StatsGate.State.INACTIVE);
        assertThat(gate.reason()).contains("'" + version + "'", "7.65");
    }

    @Test
    void the_age_of_the_agent_can_be_ignored() {
        StatsSettings settings = new StatsSettings(true, true, true, 2_048, List.of(), Set.of(), false);

        assertThat(StatsGate.of(settings, agent("test", true, "v0.6/stats")).state())
                .isEqualTo(StatsGate.State.ACTIVE);
    }

    @Test
    void an_agent_without_the_endpoint_gets_none() {
        assertThat(StatsGate.of(DEFAULTS, agent("7.70.0", true, "v0.4/traces")).reason())
                .isEqualTo("the Agent does not list v0.6/stats");
    }

    @Test
    void an_agent_that_wants_all_traces_gets_none() {
        assertThat(StatsGate.of(DEFAULTS, agent("7.70.0", false, "v0.6/stats")).reason())
                .isEqualTo("the Agent wants all traces");
    }

    @Test
    void an_agent_that_has_not_answered_is_waited_for() {
        assertThat(StatsGate.of(DEFAULTS, AgentInfo.UNKNOWN).state()).isEqualTo(StatsGate.State.WAITING);
    }

    @Test
    void nothing_is_waited_for_when_it_is_switched_off() {
        StatsSettings off = new StatsSettings(false, true, false, 2_048, List.of(), Set.of(), false);
        StatsSettings withoutApm = new StatsSettings(true, false, false, 2_048, List.of(), Set.of(), false);

        assertThat(StatsGate.of(off, AgentInfo.UNKNOWN).reason())
                .isEqualTo("dd.trace.stats-computation.enabled is false");
        assertThat(StatsGate.of(withoutApm, AgentInfo.UNKNOWN).state()).isEqualTo(StatsGate.State.INACTIVE);
    }

    private static AgentInfo agent(String version, boolean clientDropP0s, String endpoint) {
        return new AgentInfo(
                version,
                Set.of(endpoint),
                clientDropP0s,
                List.of(),
                List.of(),
                0,
                TagFilters.NONE,
                TagFilters.NONE,
                List.of(),
                false,
                false,
                false,
                0,
                null,
                null);
    }
}
