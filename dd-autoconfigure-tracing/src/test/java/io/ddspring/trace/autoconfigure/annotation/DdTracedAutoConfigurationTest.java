/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Traced;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DdTracedAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(Prices.class)
            .withBean(Clock.class);

    @Test
    void traced_methods_are_spans_by_default() {
        application.run(context -> {
            context.getBean(Prices.class).price();

            assertThat(context.getBean(InMemoryTraceWriter.class).spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("Prices.price");
        });
    }

    @Test
    void only_beans_with_the_annotation_are_proxied() {
        application.run(context -> {
            assertThat(AopUtils.isCglibProxy(context.getBean(Prices.class))).isTrue();
            assertThat(AopUtils.isAopProxy(context.getBean(Clock.class))).isFalse();
        });
    }

    @Test
    void no_auto_proxy_creator_is_brought_along() {
        application.run(context -> assertThat(context.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME))
                .isFalse());
    }

    @Test
    void methods_are_traced_once_beside_the_auto_proxy_creator_of_spring_boot() {
        application
                .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
                .run(context -> {
                    context.getBean(Prices.class).price();

                    assertThat(context.getBean(InMemoryTraceWriter.class).spans())
                            .hasSize(1);
                });
    }

    @Test
    void switched_off_it_leaves_beans_alone() {
        assertThatBeansAreLeftAlone(runner -> runner.withPropertyValues("dd.trace.trace-annotation.enabled=false"));
    }

    @Test
    void without_tracing_it_leaves_beans_alone() {
        assertThatBeansAreLeftAlone(runner -> runner.withPropertyValues("dd.trace.enabled=false"));
    }

    @Test
    void gives_way_to_a_post_processor_of_its_name() {
        assertThatBeansAreLeftAlone(runner -> runner.withBean("ddTracedBeanPostProcessor", Clock.class));
    }

    @Test
    void works_without_reactor() {
        application
                .withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams"))
                .run(context -> {
                    context.getBean(Prices.class).price();

                    assertThat(context.getBean(InMemoryTraceWriter.class).spans())
                            .hasSize(1);
                });
    }

    @Test
    void works_without_aspectj() {
        application.withClassLoader(new FilteredClassLoader("org.aspectj")).run(context -> {
            context.getBean(Prices.class).price();

            assertThat(context.getBean(InMemoryTraceWriter.class).spans()).hasSize(1);
        });
    }

    private void assertThatBeansAreLeftAlone(UnaryOperator<ApplicationContextRunner> change) {
        change.apply(application).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(AopUtils.isAopProxy(context.getBean(Prices.class))).isFalse();
        });
    }

    public static class Prices {
        @Traced
        public int price() {
            return 42;
        }
    }

    static class Clock {
        public long now() {
            return 1;
        }
    }
}
