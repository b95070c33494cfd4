/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.ServiceKeys;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {
    private final LiveConfiguration settings = new LiveConfiguration(new Configuration(key -> null));
    private final ChangedSettings file = new ChangedSettings(settings);

    @Test
    void settings_are_told_as_they_are_now_without_secrets() throws Exception {
        settings.follow(Set.of(ServiceKeys.TAGS), configuration -> {});
        settings.override(Map.of(
                ServiceKeys.TAGS,
                new ConfigText("team:core,db.password:hunter two,tier:gold", ConfigOrigin.REMOTE_CONFIG, "test")));

        StringWriter text = new StringWriter();
        file.write(text);

        assertThat(file.name()).isEqualTo("dynamic_config.txt");
        assertThat(text).hasToString("dd.tags=team:core,db.password:******,tier:gold (remote_config)\n");
    }
}
