/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.ddspring.config.Configuration;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class DdActuatorAutoConfigurationTest {
    private static final String EXPOSED = "management.endpoints.web.exposure.include=datadog";

    private final AutoConfigurations tested =
            AutoConfigurations.of(DdTracingAutoConfiguration.class, DdActuatorAutoConfiguration.class);
    private final WebApplicationContextRunner web = new WebApplicationContextRunner()
            .withConfiguration(tested)
            .withBean(TraceWriter.class, InMemoryTraceWriter::new);

    @Test
    void an_exposed_endpoint_exists_with_its_sections() {
        web.withPropertyValues(EXPOSED).run(context -> {
            assertThat(context).hasSingleBean(DatadogEndpoint.class).doesNotHaveBean(ExposureNote.class);
            assertThat(context.getBeansOfType(StatusContributor.class).values())
                    .extracting(StatusContributor::section)
                    .containsExactlyInAnyOrder("agent", "config", "explain", "instrumentation", "traces");
        });
    }

    @Test
    void an_endpoint_that_is_not_exposed_does_not_exist() {
        web.run(context -> assertThat(context)
                .doesNotHaveBean(DatadogEndpoint.class)
                .doesNotHaveBean(RecentTraces.class)
                .doesNotHaveBean(StatusContributor.class)
                .hasSingleBean(ExposureNote.class));
    }

    @Test
    void an_endpoint_that_is_switched_off_does_not_exist() {
        web.withPropertyValues(EXPOSED, "management.endpoint.datadog.access=NONE")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DatadogEndpoint.class));
    }

    @Test
    void an_application_without_a_server_is_not_told_about_the_endpoint() {
        new ApplicationContextRunner()
                .withConfiguration(tested)
                .withBean(TraceWriter.class, InMemoryTraceWriter::new)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(DatadogEndpoint.class)
                        .doesNotHaveBean(ExposureNote.class));
    }

    @Test
    void the_endpoint_tells_that_tracing_is_off() {
        web.withPropertyValues(EXPOSED, "dd.trace.enabled=false").run(context -> assertThat(
                        context.getBean(DatadogEndpoint.class).summary())
                .extractingByKey("tracer")
                .asString()
                .contains("enabled=false"));
    }

    @Test
    void the_applications_own_endpoint_wins() {
        DatadogEndpoint own =
                new DatadogEndpoint(new StatusPage(new Configuration(key -> null), Stream::of), Show.NEVER, List.of());

        web.withPropertyValues(EXPOSED)
                .withBean(DatadogEndpoint.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(DatadogEndpoint.class)).isSameAs(own));
    }

    @Test
    void nothing_is_there_without_actuator() {
        web.withPropertyValues(EXPOSED, "management.info.datadog.enabled=true")
                .withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(DdActuatorAutoConfiguration.class)
                        .doesNotHaveBean(DatadogEndpoint.class));
    }

    @Test
    void nothing_is_there_without_the_tracing_configuration() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DdActuatorAutoConfiguration.class))
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DatadogEndpoint.class));
    }

    @Test
    void the_info_is_off_until_it_is_switched_on() {
        web.run(context -> assertThat(context).doesNotHaveBean(InfoContributor.class));
    }

    @Test
    void the_info_tells_which_service_it_is() {
        web.withPropertyValues("management.info.datadog.enabled=true", "dd.service=shop", "dd.env=prod")
                .run(context -> {
                    Info.Builder builder = new Info.Builder();
                    context.getBean(InfoContributor.class).contribute(builder);

                    assertThat(builder.build().getDetails())
                            .extractingByKey("datadog", MAP)
                            .containsEntry("service", "shop")
                            .containsEntry("env", "prod")
                            .containsKey("tracer-version");
                });
    }
}
