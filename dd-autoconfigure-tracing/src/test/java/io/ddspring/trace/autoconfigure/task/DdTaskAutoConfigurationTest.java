/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;

class DdTaskAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdTaskAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class);

    @Test
    void everything_is_on_by_default() {
        application.run(context -> assertThat(context)
                .hasSingleBean(TaskDecorator.class)
                .hasSingleBean(ExecutorBeanPostProcessor.class)
                .hasSingleBean(AsyncBeanPostProcessor.class)
                .hasSingleBean(ScheduledCallConfigurer.class));
    }

    @Test
    void without_tracing_nothing_is() {
        application.withPropertyValues("dd.trace.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(TaskDecorator.class)
                .doesNotHaveBean(ExecutorBeanPostProcessor.class)
                .doesNotHaveBean(AsyncBeanPostProcessor.class)
                .doesNotHaveBean(ScheduledCallConfigurer.class));
    }

    @Test
    void executors_have_a_switch_of_their_own() {
        application.withPropertyValues("dd.trace.java-concurrent.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(TaskDecorator.class)
                .doesNotHaveBean(ExecutorBeanPostProcessor.class)
                .hasSingleBean(AsyncBeanPostProcessor.class));
    }

    @Test
    void async_methods_have_a_switch_of_their_own() {
        application.withPropertyValues("dd.trace.spring-async.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(AsyncBeanPostProcessor.class)
                .hasSingleBean(ScheduledCallConfigurer.class));
    }

    @Test
    void scheduled_tasks_have_a_switch_of_their_own() {
        application
                .withPropertyValues("dd.trace.spring-scheduling.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ScheduledCallConfigurer.class)
                        .hasSingleBean(TaskDecorator.class));
    }

    @Test
    void the_decorator_gives_way_to_one_of_the_application() {
        application.withBean("mine", TaskDecorator.class, () -> task -> task).run(context -> assertThat(context)
                .hasSingleBean(TaskDecorator.class)
                .doesNotHaveBean("ddTaskDecorator"));
    }

    @Test
    void works_without_reactor_and_context_propagation() {
        application
                .withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams", "io.micrometer.context"))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
