/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.ServiceKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.Sanitizer;

class ConfigStatusTest {
    private static final Map<String, Map<String, String>> FILES =
            Map.of("/etc/x.yaml", Map.of("origin", "fleet-stable-config", "config-id", "abc"));

    private final Configuration configuration = new Configuration(
            ConfigSources.texts(Map.of("DD_SERVICE_NAME", "shop"), ConfigOrigin.FLEET_STABLE_CONFIG, "/etc/x.yaml"));
    private final ConfigStatus status =
            new ConfigStatus(new LiveConfiguration(configuration), Set::of, () -> FILES, new Sanitizer());

    @Test
    void a_setting_from_a_file_on_the_host_says_so() {
        configuration.get(ServiceKeys.SERVICE);

        assertThat(status.details(true))
                .containsEntry("files", FILES)
                .extractingByKey("settings")
                .isEqualTo(Map.of(
                        "dd.service",
                        Map.of(
                                "value",
                                "shop",
                                "origin",
                                "fleet-stable-config",
                                "location",
                                "DD_SERVICE_NAME of /etc/x.yaml")));
    }

    @Test
    void an_old_name_is_deprecated() {
        configuration.get(ServiceKeys.SERVICE);

        assertThat(status.summary()).containsEntry("deprecated", 1);
        assertThat(status.details())
                .containsEntry(
                        "deprecated",
                        List.of(Map.of(
                                "name",
                                "dd.service.name",
                                "location",
                                "DD_SERVICE_NAME of /etc/x.yaml",
                                "use",
                                "dd.service")));
    }
}
