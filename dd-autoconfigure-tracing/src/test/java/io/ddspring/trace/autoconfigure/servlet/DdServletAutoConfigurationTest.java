/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.http.HttpServerConvention;
import io.ddspring.writer.InMemoryTraceWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;

class DdServletAutoConfigurationTest {
    private static final AutoConfigurations TESTED =
            AutoConfigurations.of(DdTracingAutoConfiguration.class, DdServletAutoConfiguration.class);

    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(TESTED)
            .withBean(InMemoryTraceWriter.class, () -> writer)
            .withBean(InstrumentationReport.class);

    @Test
    void requests_are_traced_outside_of_all_other_filters() {
        runner.run(context -> {
            FilterRegistrationBean<?> filter = context.getBean("ddTracingFilter", FilterRegistrationBean.class);
            assertThat(filter.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
            assertThat(filter.isAsyncSupported()).isTrue();
            assertThat(filter.isMatchAfter()).isFalse();
            assertThat(filter.determineDispatcherTypes())
                    .isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
            assertThat(context).hasBean("ddHandlerSpanInterceptor").hasBean("ddHandlerFailureRecorder");
            assertThat(context.getBean(InstrumentationReport.class).entries()).containsKeys("servlet", "spring-web");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.trace.enabled=false",
                "dd.integrations.enabled=false",
                "dd.trace.servlet.enabled=false",
                "dd.trace.integration.servlet.enabled=false"
            })
    void requests_are_not_traced_when_switched_off(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean("ddTracingFilter")
                .doesNotHaveBean(MappedInterceptor.class)
                .doesNotHaveBean(HttpServerConvention.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd.trace.spring-web.enabled=false", "dd.trace.integration.spring-web.enabled=false"})
    void handlers_can_be_left_out(String property) {
        runner.withPropertyValues(property)
                .run(context ->
                        assertThat(context).hasBean("ddTracingFilter").doesNotHaveBean("ddHandlerSpanInterceptor"));
    }

    @Test
    void a_filter_of_the_application_replaces_ours() {
        FilterRegistrationBean<Filter> own = new FilterRegistrationBean<>();
        runner.withBean("ddTracingFilter", FilterRegistrationBean.class, () -> own)
                .run(context -> assertThat(context.getBean("ddTracingFilter")).isSameAs(own));
    }

    @Test
    void requests_are_traced_without_spring_mvc() {
        runner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class)).run(context -> assertThat(context)
                .hasNotFailed()
                .hasBean("ddTracingFilter")
                .doesNotHaveBean("ddHandlerSpanInterceptor"));
    }

    @Test
    void nothing_happens_without_servlets() {
        new ApplicationContextRunner()
                .withConfiguration(TESTED)
                .withBean(InMemoryTraceWriter.class, () -> writer)
                .withClassLoader(new FilteredClassLoader("jakarta.servlet"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddTracingFilter"));
        new ApplicationContextRunner()
                .withConfiguration(TESTED)
                .withBean(InMemoryTraceWriter.class, () -> writer)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddTracingFilter"));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(TESTED)
                .withBean(InMemoryTraceWriter.class, () -> writer)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddTracingFilter"));
    }

    @Test
    void a_request_that_no_container_announces_ends_with_the_filter() {
        runner.run(context -> {
            Filter filter = context.getBean("ddTracingFilter", FilterRegistrationBean.class)
                    .getFilter();
            filter.init(new MockFilterConfig(new MockServletContext()));
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/mock/7");

            filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

            assertThat(writer.spans()).singleElement().satisfies(span -> {
                assertThat(span.resourceName()).isEqualTo("GET /mock/?");
                assertThat(span.tag("component")).isEqualTo("java-web-servlet");
                assertThat(span.tag("http.status_code")).isEqualTo("200");
            });
        });
    }

    @Test
    void an_exception_that_nobody_has_reported_yet_will_be_a_500() {
        runner.run(context -> {
            Filter filter = context.getBean("ddTracingFilter", FilterRegistrationBean.class)
                    .getFilter();
            IllegalStateException thrown = new IllegalStateException("boom");

            assertThat(catchThrowable(() -> filter.doFilter(
                            new MockHttpServletRequest("GET", "/a"),
                            new MockHttpServletResponse(),
                            (request, response) -> {
                                throw thrown;
                            })))
                    .isSameAs(thrown);

            assertThat(writer.spans()).singleElement().satisfies(span -> {
                assertThat(span.tag("http.status_code")).isEqualTo("500");
                assertThat(span.isError()).isTrue();
                assertThat(span.tag("error.message")).isEqualTo("boom");
            });
        });
    }
}
