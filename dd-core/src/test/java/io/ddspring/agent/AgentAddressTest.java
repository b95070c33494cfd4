/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://agent:8126,             http://agent:8126,          agent:8126,     /info",
        "HTTP://Agent:8126/,            http://Agent:8126,          Agent:8126,     /info",
        "http://agent,                  http://agent:80,            agent:80,       /info",
        "https://agent,                 https://agent:443,          agent:443,      /info",
        "http://10.0.0.1:1,             http://10.0.0.1:1,          10.0.0.1:1,     /info",
        "http://dd_agent.svc-1:8126,    http://dd_agent.svc-1:8126, dd_agent.svc-1:8126, /info",
        "http://[::1]:8126,             http://[::1]:8126,          [::1]:8126,     /info",
        "http://[fe80::1%eth0]:8126,    http://[fe80::1%eth0]:8126, [fe80::1%eth0]:8126, /info",
        "https://proxy:8443/dd/agent/,  https://proxy:8443/dd/agent, proxy:8443,    /dd/agent/info",
        "unix:///var/run/datadog/apm.socket, unix:///var/run/datadog/apm.socket, localhost, /info",
    })
    void a_url_is_read_in_all_its_forms(String text, String url, String authority, String info) {
        AgentAddress address = AgentAddress.parse(text);

        assertThat(address.url()).isEqualTo(url);
        assertThat(address.authority()).isEqualTo(authority);
        assertThat(address.target("/info")).isEqualTo(info).isEqualTo(address.target("info"));
        assertThat(AgentAddress.parse(url)).isEqualTo(address).hasSameHashCodeAs(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agent:8126",
                "ftp://agent:8126",
                "http://",
                "http://:8126",
                "http://agent:",
                "http://agent:0",
                "http://agent:65536",
                "http://agent:-1",
                "http://agent:port",
                "http://a gent:8126",
                "http://user:secret@agent:8126",
                "http://::1:8126",
                "http://[::1",
                "http://[agent]]:8126",
                "http://agent:8126?x=y",
                "http://agent:8126/a?x=y",
                "http://agent:8126/a#b",
                "http://agent:8126/a b",
                "http://agent:8126/a\r\nX: y",
                "unix://relative/path",
                "unix://",
                "unix:///n\u0000ul"
            })
    void a_url_that_is_not_one_is_refused(String text) {
        assertThatThrownBy(() -> AgentAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, http://localhost:8126",
        "::1,       http://[::1]:8126",
        "[::1],     http://[::1]:8126",
        "10.0.0.1,  http://10.0.0.1:8126"
    })
    void a_host_may_be_a_name_or_an_address(String host, String url) {
        assertThat(AgentAddress.http(host, 8126).url()).isEqualTo(url);
    }

    @Test
    void the_default_is_an_agent_on_this_host() {
        assertThat(AgentAddress.DEFAULT.url()).isEqualTo("http://localhost:8126");
    }
}
