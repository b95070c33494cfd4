/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.agent.AgentInfo.TagFilters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentInfoReaderTest {
    @Test
    void every_field_is_read() throws IOException {
        AgentInfo info = AgentInfoReader.read("""
                {"version":"7.67.0","git_commit":"x","endpoints":["/v0.4/traces","v0.6/stats","/evp_proxy/v4/"],
                 "client_drop_p0s":true,"peer_tags":["db.hostname","peer.hostname"],
                 "span_kinds_stats_computed":["server","consumer"],"obfuscation_version":1,
                 "filter_tags":{"reject":["env:test"],"require":["team"],"other":{"a":[1]}},
                 "filter_tags_regex":{"reject":["url:.*health"]},"ignore_resources":["GET /ping"],
                 "span_meta_structs":true,"span_events":true,"long_running_spans":true,
                 "config":{"statsd_port":8225,"nested":{"statsd_port":1},"default_env":"none"},
                 "org_prop_marker":"m1","unknown":{"deep":[{"er":[]}]}}
                """.getBytes(StandardCharsets.UTF_8), "hash1");

        assertThat(info)
                .isEqualTo(new AgentInfo(
                        "7.67.0",
                        Set.of("v0.4/traces", "v0.6/stats", "evp_proxy/v4"),
                        true,
                        List.of("db.hostname", "peer.hostname"),
                        List.of("server", "consumer"),
                        1,
                        new TagFilters(List.of("env:test"), List.of("team")),
                        new TagFilters(List.of("url:.*health"), List.of()),
                        List.of("GET /ping"),
                        true,
                        true,
                        true,
                        8225,
                        "m1",
                        "hash1"));
        assertThat(info.supports("/evp_proxy/v4/")).isTrue();
        assertThat(info.supports("v0.7/config")).isFalse();
    }

    @Test
    void a_flag_may_be_a_text() throws IOException {
        assertThat(read("{\"client_drop_p0s\":\"True\"}").clientDropP0s()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":1,\"endpoints\":\"x\",\"client_drop_p0s\":1,\"peer_tags\":{\"a\":[]}}",
                "{\"endpoints\":[1,{\"a\":2},[3],null],\"obfuscation_version\":\"1\",\"span_events\":[true]}",
                "{\"obfuscation_version\":-1,\"config\":[{\"statsd_port\":1}],\"filter_tags\":[\"x\"]}",
                "{\"obfuscation_version\":99999999999999999999999,\"config\":{\"statsd_port\":8589934592}}",
                "{\"org_prop_marker\":\"\",\"filter_tags\":{\"reject\":{\"a\":1},\"require\":\"x\"},\"config\":null}"
            })
    void what_has_an_unexpected_type_counts_as_absent(String json) throws IOException {
        assertThat(read(json)).isEqualTo(AgentInfo.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "<html>", "{\"version\":", "{\"endpoints\":[\"a\""})
    void what_is_not_an_object_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7.65.0, true",
        "7.65, true",
        "7.66.0-rc.1, true",
        "8.0.0, true",
        "7.64.9, false",
        "6.99.0, false",
        "test, false",
        "'', false",
        "7, false"
    })
    void versions_are_compared_by_number(String version, boolean atLeast) throws IOException {
        assertThat(read("{\"version\":\"" + version + "\"}").isAtLeast(7, 65)).isEqualTo(atLeast);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"/v0.4/traces\",\"/v0.3/traces\"', v0.4/traces",
        "'\"/v0.3/traces\"', v0.3/traces",
        "'\"/v0.5/traces\"', v0.4/traces",
        "'', v0.4/traces"
    })
    void traces_go_to_v04_unless_the_agent_is_older(String endpoints, String used) throws IOException {
        assertThat(read("{\"endpoints\":[" + endpoints + "]}").tracesEndpoint()).isEqualTo(used);
    }

    private static AgentInfo read(String json) throws IOException {
        return AgentInfoReader.read(json.getBytes(StandardCharsets.UTF_8), null);
    }
}
