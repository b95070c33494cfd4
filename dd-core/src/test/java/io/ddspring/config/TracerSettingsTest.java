/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracerSettingsTest {
    private static final ConfigText CALCULATED = new ConfigText("shop", ConfigOrigin.CALCULATED, "the application");

    @Test
    void an_unnamed_service_gets_a_name() {
        TracerSettings settings = TracerSettings.from(new Configuration(key -> null));

        assertThat(settings.service()).isEqualTo("unnamed-java-app");
        assertThat(settings.serviceIsUserSet()).isFalse();
        assertThat(settings.env()).isEmpty();
        assertThat(settings.version()).isEmpty();
        assertThat(settings.partialFlushMinSpans()).isEqualTo(1000);
        assertThat(settings.traceId128Bit()).isTrue();
        assertThat(settings.scopeDepthLimit()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "DD_SERVICE=a;OTEL_SERVICE_NAME=b;DD_TAGS=service:c, a, true",
        "DD_SERVICE_NAME=a;OTEL_SERVICE_NAME=b, a, true",
        "OTEL_SERVICE_NAME=b;DD_TAGS=service:c, b, true",
        "DD_TAGS=service:c;OTEL_RESOURCE_ATTRIBUTES=service.name=d, c, true",
        "OTEL_RESOURCE_ATTRIBUTES=service.name=d, d, true",
        "DD_SERVICE=;DD_ENV=x, shop, false"
    })
    void the_service_is_named_by_the_first_that_names_it(String variables, String service, boolean userSet) {
        TracerSettings settings = settings(variables);

        assertThat(settings.service()).isEqualTo(service);
        assertThat(settings.serviceIsUserSet()).isEqualTo(userSet);
    }

    @Test
    void env_and_version_may_be_given_among_the_tags() {
        TracerSettings settings = settings("DD_TAGS=env:prod version:1.2 service:shop team:core");

        assertThat(settings.env()).isEqualTo("prod");
        assertThat(settings.version()).isEqualTo("1.2");
        assertThat(settings.globalTags()).containsExactly(Map.entry("team", "core"));
    }

    @Test
    void env_and_version_win_over_the_tags() {
        TracerSettings settings = settings("DD_TAGS=env:dev version:1;DD_ENV=prod;DD_VERSION=2");

        assertThat(settings.env()).isEqualTo("prod");
        assertThat(settings.version()).isEqualTo("2");
        assertThat(settings.globalTags()).isEmpty();
    }

    @Test
    void attributes_of_the_resource_are_used_where_nothing_else_is_set() {
        TracerSettings settings = settings("OTEL_RESOURCE_ATTRIBUTES="
                + "deployment.environment=dev,service.version=3,service.name=s,"
                + "a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=10,k=11");

        assertThat(settings.env()).isEqualTo("dev");
        assertThat(settings.version()).isEqualTo("3");
        assertThat(settings.globalTags()).hasSize(10).containsEntry("j", "10").doesNotContainKey("k");
    }

    @Test
    void attributes_of_the_resource_are_no_tags_when_tags_are_set() {
        assertThat(settings("OTEL_RESOURCE_ATTRIBUTES=a=1;DD_TAGS=b:2").globalTags())
                .containsOnlyKeys("b");
    }

    @Test
    void partial_flush_can_be_switched_off() {
        assertThat(settings("DD_TRACE_PARTIAL_FLUSH_ENABLED=false").partialFlushMinSpans())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(settings("DD_TRACE_PARTIAL_FLUSH_MIN_SPANS=3").partialFlushMinSpans())
                .isEqualTo(3);
    }

    @Test
    void no_limit_of_scopes_is_written_as_zero() {
        assertThat(settings("DD_TRACE_SCOPE_DEPTH_LIMIT=0").scopeDepthLimit()).isEqualTo(Integer.MAX_VALUE);
    }

    private static TracerSettings settings(String variables) {
        return TracerSettings.from(configuration(variables));
    }

    private static Configuration configuration(String variables) {
        Map<String, String> parsed = new java.util.HashMap<>();
        for (String variable : variables.split(";", -1)) {
            int equals = variable.indexOf('=');
            parsed.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Configuration(ConfigSources.withDerived(ConfigSources.environment(parsed), CALCULATED));
    }
}
