/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.function.SingletonSupplier;

/**
 * Work that runs on other threads. Executors carry the context unless {@code dd.trace.java-concurrent.enabled=false},
 * calls of {@code @Async} methods are spans unless {@code dd.trace.spring-async.enabled=false}, and runs of scheduled
 * tasks are traces unless {@code dd.trace.spring-scheduling.enabled=false}.
 */
@AutoConfiguration(
        after = DdTracingAutoConfiguration.class,
        afterName = {
            BootNames.TASK_EXECUTION,
            BootNames.TASK_SCHEDULING,
            BootNames.SCHEDULED_TASKS_OBSERVATION_3,
            BootNames.SCHEDULED_TASKS_OBSERVATION_4
        })
@ConditionalOnBooleanProperty(
        name = {"dd.trace.enabled", "dd.integrations.enabled"},
        matchIfMissing = true)
public final class DdTaskAutoConfiguration {
    private static SingletonSupplier<Tracer> lazily(ObjectProvider<Tracer> tracer) {
        return SingletonSupplier.of(() -> tracer.getIfUnique(Tracer::noop));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(
            name = {"dd.trace.java-concurrent.enabled", "dd.trace.integration.java-concurrent.enabled"},
            matchIfMissing = true)
    static class Executors {
        // A second decorator would switch the application's off in Spring Boot 3.5, which uses only a single one.
        @Bean
        @ConditionalOnMissingBean(TaskDecorator.class)
        ContextTaskDecorator ddTaskDecorator() {
            return ContextTaskDecorator.alone();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static ExecutorBeanPostProcessor ddExecutorBeanPostProcessor(
                ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new ExecutorBeanPostProcessor(ddInstrumentationReport);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(
            name = {"dd.trace.spring-async.enabled", "dd.trace.integration.spring-async.enabled"},
            matchIfMissing = true)
    static class Async {
        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AsyncBeanPostProcessor ddAsyncBeanPostProcessor(
                ObjectProvider<Tracer> ddTracer, ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new AsyncBeanPostProcessor(lazily(ddTracer)::obtain, ddInstrumentationReport);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(
            name = {"dd.trace.spring-scheduling.enabled", "dd.trace.integration.spring-scheduling.enabled"},
            matchIfMissing = true)
    static class Scheduling {
        @Bean
        @ConditionalOnMissingBean
        ScheduledCallConfigurer ddScheduledCallConfigurer(
                ObjectProvider<Tracer> ddTracer, ObjectProvider<InstrumentationReport> ddInstrumentationReport) {
            return new ScheduledCallConfigurer(lazily(ddTracer)::obtain, ddInstrumentationReport);
        }
    }
}
