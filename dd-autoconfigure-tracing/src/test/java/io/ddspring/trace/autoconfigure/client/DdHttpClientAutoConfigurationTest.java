/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.boot3.DdBoot3HttpClientAutoConfiguration;
import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import io.ddspring.writer.InMemoryTraceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

@ExtendWith(OutputCaptureExtension.class)
class DdHttpClientAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdHttpClientAutoConfiguration.class,
                    DdBoot3HttpClientAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class, InMemoryTraceWriter::new)
            .withBean(InstrumentationReport.class)
            .withBean("template", RestTemplate.class, RestTemplate::new);

    @Test
    void clients_are_equipped_while_the_application_starts(CapturedOutput output) {
        runner.withBean("clients", RestClient.Builder.class, RestClient::builder)
                .run(context -> {
                    assertThat(context.getBean(RestTemplate.class).getInterceptors())
                            .singleElement()
                            .isInstanceOf(TracingClientHttpRequestInterceptor.class);
                    context.getBean(RestClient.Builder.class)
                            .requestInterceptors(interceptors -> assertThat(interceptors)
                                    .singleElement()
                                    .isInstanceOf(TracingClientHttpRequestInterceptor.class));
                    assertThat(context).hasBean("ddRestTemplateCustomizer").hasBean("ddRestClientCustomizer");
                    assertThat(context.getBean(InstrumentationReport.class).entries())
                            .containsKeys("http-client:template", "http-client:clients");
                });
        assertThat(output).doesNotContain("not eligible for getting processed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.trace.enabled=false",
                "dd.integrations.enabled=false",
                "dd.trace.http-client.enabled=false",
                "dd.trace.integration.http-client.enabled=false"
            })
    void clients_stay_as_they_are_when_switched_off(String property) {
        runner.withPropertyValues(property).run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(HttpClientTracing.class)
                    .doesNotHaveBean("ddRestTemplateCustomizer");
            assertThat(context.getBean(RestTemplate.class).getInterceptors()).isEmpty();
        });
    }

    @Test
    void nothing_happens_without_spring_s_clients() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DdTracingAutoConfiguration.class,
                        DdHttpClientAutoConfiguration.class,
                        DdBoot3HttpClientAutoConfiguration.class))
                .withBean(InMemoryTraceWriter.class, InMemoryTraceWriter::new)
                .withClassLoader(new FilteredClassLoader("org.springframework.web.client"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HttpClientTracing.class));
    }

    @Test
    void the_customizers_need_the_types_of_boot_3() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.web.client"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(HttpClientTracing.class)
                        .doesNotHaveBean("ddRestTemplateCustomizer"));
    }
}
