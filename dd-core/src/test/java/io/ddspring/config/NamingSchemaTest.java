/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingSchemaTest {
    @ParameterizedTest
    @CsvSource({
        "'',    '',    0, servlet.request,     postgresql",
        "v0,    false, 0, servlet.request,     postgresql",
        "V1,    '',    1, http.server.request, ",
        "v1,    false, 1, http.server.request, ",
        "v0,    true,  0, servlet.request,     ",
        "v2,    '',    0, servlet.request,     postgresql"
    })
    void names_follow_the_configuration(
            String schema, String removeServices, int version, String operation, @Nullable String service) {
        List<ConfigProblem> problems = new ArrayList<>();
        Configuration configuration = new Configuration(
                ConfigSources.environment(Map.of(
                        "DD_TRACE_SPAN_ATTRIBUTE_SCHEMA",
                        schema,
                        "DD_TRACE_REMOVE_INTEGRATION_SERVICE_NAMES_ENABLED",
                        removeServices)),
                problems::add);

        NamingSchema naming = NamingSchema.from(configuration);

        assertThat(naming.version()).isEqualTo(version);
        assertThat(naming.operation("servlet.request", "http.server.request")).isEqualTo(operation);
        assertThat(naming.service("postgresql")).isEqualTo(service);
        assertThat(problems).hasSize(schema.equals("v2") ? 1 : 0);
    }
}
