/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.dogstatsd.DogStatsDSettings.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DogStatsDSettingsTest {
    private static final Capabilities ALL = new Capabilities(true, true);

    private final List<ConfigProblem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                        | udp://localhost:8125",
                "DD_AGENT_HOST=agent                                     | udp://agent:8125",
                "DD_TRACE_AGENT_URL=http://agent:9126                    | udp://agent:8125",
                "DD_TRACE_AGENT_URL=unix:///apm.socket                   | udp://localhost:8125",
                "DD_DOGSTATSD_HOST=statsd DD_AGENT_HOST=agent            | udp://statsd:8125",
                "DD_DOGSTATSD_HOST=::1                                   | udp://[::1]:8125",
                "DD_DOGSTATSD_PORT=9125                                  | udp://localhost:9125",
                "DD_DOGSTATSD_HOST=statsd DD_DOGSTATSD_PORT=9125         | udp://statsd:9125",
                "DD_JMXFETCH_STATSD_HOST=old DD_JMXFETCH_STATSD_PORT=1   | udp://old:1",
                "DD_DOGSTATSD_URL=udp://url:1 DD_DOGSTATSD_HOST=statsd   | udp://url:1",
                "DD_DOGSTATSD_URL=udp://url                              | udp://url:8125",
                "DD_DOGSTATSD_URL=udp://dd_agent:9125                    | udp://dd_agent:9125",
                "DD_DOGSTATSD_URL=udp://[::1]:9125                       | udp://[::1]:9125",
                "DD_DOGSTATSD_URL=unix:///a/b                            | unix:///a/b",
                "DD_DOGSTATSD_HOST=unix:///a/b                           | unix:///a/b",
                "DD_DOGSTATSD_PATH=unix:///a/b                           | unix:///a/b",
                "DD_DOGSTATSD_PATH=/home/dogstatsd.exe                   | udp://localhost:8125",
                "DD_DOGSTATSD_PIPE_NAME=dsd                              | \\\\.\\pipe\\dsd",
                "DD_DOGSTATSD_URL=\\\\.\\pipe\\dsd                       | \\\\.\\pipe\\dsd",
            })
    void address_follows_from_the_first_setting_that_says_one(String variables, String url) {
        assertThat(destination(variables, 0, false, ALL)).isEqualTo(url);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DD_DOGSTATSD_URL=tcp://host:1 | dd.dogstatsd.url",
                "DD_DOGSTATSD_URL=unix://rel   | dd.dogstatsd.url",
                "DD_DOGSTATSD_URL=udp://a:0    | dd.dogstatsd.url",
                "DD_DOGSTATSD_HOST=unix://rel  | dd.dogstatsd.host",
                "DD_DOGSTATSD_PORT=65536       | dd.dogstatsd.port",
            })
    void what_is_not_an_address_is_one_problem_and_the_default(String variables, String key) {
        assertThat(destination(variables, 0, false, ALL)).isEqualTo("udp://localhost:8125");
        assertThat(problems).extracting(ConfigProblem::key).containsExactly(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                          | unix:///var/run/datadog/dsd.socket",
                "DD_AGENT_HOST=agent       | udp://agent:8125",
                "DD_DOGSTATSD_HOST=statsd  | udp://statsd:8125",
                "DD_DOGSTATSD_PORT=9125    | udp://localhost:9125",
            })
    void usual_socket_is_taken_when_it_exists_and_nothing_is_configured(String variables, String url) {
        assertThat(destination(variables, 0, true, ALL)).isEqualTo(url);
    }

    @Test
    void usual_socket_that_cannot_be_used_leaves_udp_and_a_note() {
        Destination destination = settings("").destination(AgentOffer.NONE, path -> true, ClientUnderTest.NONE);

        assertThat(destination.address()).isEqualTo(DogStatsDAddress.DEFAULT);
        assertThat(destination.note())
                .startsWith("unix:///var/run/datadog/dsd.socket is not used: ")
                .contains("jnr-unixsocket");
    }

    @ParameterizedTest
    @CsvSource({
        ", 9999, udp://localhost:9999",
        "DD_AGENT_HOST=agent, 9999, udp://agent:9999",
        "DD_DOGSTATSD_PORT=1, 9999, udp://localhost:1",
        "DD_DOGSTATSD_URL=udp://url, 9999, udp://url:8125",
    })
    void agent_names_the_port_that_nobody_configured(String variables, int agentPort, String url) {
        assertThat(destination(variables, agentPort, false, ALL)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        ", 9999, udp://127.0.0.1:9999",
        "DD_AGENT_HOST=agent, 9999, udp://127.0.0.1:9999",
        "DD_AGENT_HOST=agent, 0, udp://agent:8125",
        "DD_DOGSTATSD_HOST=statsd, 9999, udp://statsd:9999",
        "DD_DOGSTATSD_PORT=1, 9999, udp://localhost:1",
        "DD_DOGSTATSD_URL=udp://url, 9999, udp://url:8125",
    })
    void agent_that_was_found_elsewhere_replaces_the_configured_one(String variables, int agentPort, String url) {
        DogStatsDAddress address = settings(variables)
                .destination(new AgentOffer("127.0.0.1", agentPort), path -> false, ALL)
                .address();

        assertThat(address).extracting(DogStatsDAddress::url).isEqualTo(url);
    }

    @Test
    void tags_are_service_env_and_version_as_the_tracer_has_them() {
        assertThat(settings("DD_SERVICE=orders DD_TAGS=env:prod,version:7,team:shop")
                        .constantTags())
                .containsExactly("service:orders", "env:prod", "version:7");
        assertThat(settings("DD_SERVICE=orders").constantTags()).containsExactly("service:orders");
    }

    private String destination(String variables, int agentPort, boolean socketExists, Capabilities capabilities) {
        DogStatsDAddress address = settings(variables)
                .destination(new AgentOffer(null, agentPort), path -> socketExists, capabilities)
                .address();
        return address == null ? "" : address.url();
    }

    private DogStatsDSettings settings(String variables) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String variable : variables == null || variables.isEmpty() ? new String[0] : variables.split(" +")) {
            int equals = variable.indexOf('=');
            byName.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return DogStatsDSettings.from(
                new Configuration(ConfigSources.withDerived(ConfigSources.environment(byName), null), problems::add));
    }
}
