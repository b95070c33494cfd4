/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevAgentMainTest {
    @Test
    void listens_at_the_usual_port_unless_told_otherwise() {
        assertThat(DevAgentMain.Arguments.parse().port()).isEqualTo(8126);
        assertThat(DevAgentMain.Arguments.parse("--port", "0").port()).isZero();
        assertThat(DevAgentMain.Arguments.parse("--port=9999").port()).isEqualTo(9999);
    }

    @Test
    void can_be_told_where_to_pass_on_to_and_to_listen_at_a_socket() {
        assertThat(DevAgentMain.Arguments.parse("--forward", "http://a:8126", "--unix-socket=/run/a"))
                .isEqualTo(new DevAgentMain.Arguments(8126, URI.create("http://a:8126"), Path.of("/run/a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port=", "--port=x", "--port=65536", "--port=-1", "--help", "8126"})
    void refuses_other_arguments(String argument) {
        assertThatThrownBy(() -> DevAgentMain.Arguments.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
