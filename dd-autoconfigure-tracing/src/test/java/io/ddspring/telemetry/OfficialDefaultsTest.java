/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigCatalogue;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.Configuration;
import io.ddspring.telemetry.ConfigurationReport.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is reported when nothing is set, next to what the official tracer for Java 1.68.1 was seen to report. A third column
 * tells where ours is another default on purpose.
 */
class OfficialDefaultsTest {
    private static final Map<String, Entry> REPORTED = reported();

    record Default(String name, String official, String ours) {
        static Default parse(String line) {
            String[] cells = line.split("\t", -1);
            return new Default(cells[0], cells[1], cells.length > 2 ? cells[2] : cells[1]);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Default> officialDefaults() throws IOException {
        try (InputStream file = OfficialDefaultsTest.class.getResourceAsStream("official-defaults.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(Default::parse).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("officialDefaults")
    void a_default_is_reported_under_its_official_name(Default expected) {
        assertThat(REPORTED).containsKey(expected.name());
        Entry entry = REPORTED.get(expected.name());
        assertThat(entry.origin()).isEqualTo(ConfigOrigin.DEFAULT);
        assertThat(String.valueOf(entry.value())).isEqualTo(expected.ours());
    }

    @Test
    void exceptions_are_those_of_settings_that_there_are() {
        assertThat(ConfigCatalogue.shared().names())
                .containsAll(OfficialSettings.NAMES.keySet())
                .containsAll(OfficialSettings.DEFAULTS.keySet())
                .containsAll(OfficialSettings.UNSET);
    }

    private static Map<String, Entry> reported() {
        Map<String, Entry> byName = new HashMap<>();
        List<Entry> entries = new ConfigurationReport(new Configuration(key -> null)).takeAll();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return byName;
    }
}
