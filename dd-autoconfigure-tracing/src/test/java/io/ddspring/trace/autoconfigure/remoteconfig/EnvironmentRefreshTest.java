/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.sampling.Sampler;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

class EnvironmentRefreshTest {
    private final InMemoryTraceWriter written = new InMemoryTraceWriter();
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdTracingAutoConfiguration.class, DdChangingSettingsAutoConfiguration.class))
            .withBean(TraceWriter.class, () -> written)
            .withPropertyValues("dd.tags=team:core", "dd.env=prod");

    @Test
    void a_refreshed_environment_changes_what_can_change_and_nothing_else() {
        contexts.run(context -> {
            refresh(context, Map.of("dd.tags", "team:edge", "dd.env", "staging", "dd.trace.sample-rate", "0"));

            context.getBean(Tracer.class).startSpan("work").finish();
            assertThat(written.spans()).singleElement().satisfies(span -> {
                assertThat(span.tag("team")).isEqualTo("edge");
                assertThat(span.tag("env")).isEqualTo("prod");
                assertThat(span.metric("_dd.rule_psr", -1)).isEqualTo(0.0);
            });
        });
    }

    @Test
    void remote_configuration_stays_above_it() {
        contexts.run(context -> {
            LiveConfiguration live = context.getBean(LiveConfiguration.class);
            live.override(Map.of(
                    TracerKeys.SAMPLE_RATE, new ConfigText("0.9", ConfigOrigin.REMOTE_CONFIG, "datadog/2/a/b/c")));
            refresh(context, Map.of("dd.trace.sample-rate", "0.4"));
            assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.9);

            live.override(Map.of());
            assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.4);
        });
    }

    @Test
    void a_value_that_is_not_valid_leaves_the_one_before() {
        contexts.run(context -> {
            refresh(context, Map.of("dd.trace.sample-rate", "many", "dd.tags", "team:edge"));

            LiveConfiguration live = context.getBean(LiveConfiguration.class);
            assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(TracerKeys.SAMPLE_RATE.defaultValue());
            assertThat(live.current().get(ServiceKeys.TAGS)).isEqualTo(Map.of("team", "edge"));
            assertThat(context.getBean(Sampler.class)).isNotNull();
        });
    }

    @Test
    void in_strict_mode_one_that_is_not_valid_refuses_them_all() {
        contexts.withPropertyValues("dd.config.strict=true").run(context -> {
            refresh(context, Map.of("dd.trace.sample-rate", "many", "dd.tags", "team:edge"));

            assertThat(context.getBean(LiveConfiguration.class).current().get(ServiceKeys.TAGS))
                    .isEqualTo(Map.of("team", "core"));
        });
    }

    private static void refresh(ConfigurableApplicationContext context, Map<String, Object> properties) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("refreshed", properties));
        context.publishEvent(new EnvironmentChangeEvent(Set.copyOf(properties.keySet())));
    }
}
