/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetrySettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 100, 100, 100",
        "0.0999, 60000, 86400000, 10000",
        "2.5, 2500, 2500, 2500",
        "3600, 3600000, 3600000, 3600000",
        "3600.1, 60000, 3600100, 10000",
        "31536001, 60000, 86400000, 10000",
        "0, 60000, 86400000, 10000",
        "-1, 60000, 86400000, 10000",
        "soon, 60000, 86400000, 10000"
    })
    void intervals_out_of_their_bounds_are_told_and_have_their_defaults(
            String seconds, long heartbeatMillis, long extendedMillis, long metricsMillis) {
        List<String> problems = new ArrayList<>();
        TelemetrySettings settings = TelemetrySettings.from(new Configuration(
                ConfigSources.environment(Map.of(
                        "DD_TELEMETRY_HEARTBEAT_INTERVAL", seconds,
                        "DD_TELEMETRY_EXTENDED_HEARTBEAT_INTERVAL", seconds,
                        "DD_TELEMETRY_METRICS_INTERVAL", seconds)),
                problem -> problems.add(problem.key())));

        assertThat(settings.heartbeat()).hasMillis(heartbeatMillis);
        assertThat(settings.extendedHeartbeat()).hasMillis(extendedMillis);
        assertThat(settings.metricsInterval()).hasMillis(metricsMillis);
        assertThat(problems.contains("dd.telemetry.heartbeat-interval")).isEqualTo(heartbeatMillis == 60_000);
        assertThat(problems.contains("dd.telemetry.extended-heartbeat-interval"))
                .isEqualTo(extendedMillis == 86_400_000);
        assertThat(problems.contains("dd.telemetry.metrics-interval")).isEqualTo(metricsMillis == 10_000);
    }
}
