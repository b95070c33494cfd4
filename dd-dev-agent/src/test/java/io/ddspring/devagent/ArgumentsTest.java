/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void listens_at_the_usual_port_unless_told_otherwise() {
        assertThat(Arguments.parse().port()).isEqualTo(8126);
        assertThat(Arguments.parse("--port", "0").port()).isZero();
        assertThat(Arguments.parse("--port=9999").port()).isEqualTo(9999);
    }

    @Test
    void can_be_told_where_to_pass_on_to_and_to_listen_at_a_socket() {
        assertThat(Arguments.parse("--forward", "http://a:8126", "--unix-socket=/run/a"))
                .isEqualTo(new Arguments(8126, 8125, URI.create("http://a:8126"), Path.of("/run/a"), false));
    }

    @Test
    void can_be_told_where_to_take_metrics_or_not_to() {
        assertThat(Arguments.parse().dogStatsDPort()).isEqualTo(8125);
        assertThat(Arguments.parse("--dogstatsd-port", "9125").dogStatsDPort()).isEqualTo(9125);
        assertThat(Arguments.parse("--dogstatsd-port=-1").dogStatsDPort()).isEqualTo(-1);
    }

    @Test
    void can_have_tracers_compute_statistics() {
        assertThat(Arguments.parse().clientStats()).isFalse();
        assertThat(Arguments.parse("--client-stats").clientStats()).isTrue();
        assertThat(Arguments.parse("--client-stats=true").clientStats()).isTrue();
        assertThat(Arguments.parse("--client-stats=false").clientStats()).isFalse();
        assertThat(Arguments.parse("--client-stats", "--port", "1").port()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port=",
                "--port=x",
                "--port=65536",
                "--port=-1",
                "--dogstatsd-port",
                "--dogstatsd-port=-2",
                "--client-stats=yes",
                "--client-stats=",
                "--forward=:",
                "--unix-socket",
                "--help",
                "8126"
            })
    void refuses_other_arguments(String argument) {
        assertThatThrownBy(() -> Arguments.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
