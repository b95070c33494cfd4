/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Traces what is registered for scheduling: methods with {@code @Scheduled} and the tasks of the application's own
 * configurers, after which this one runs. It wraps the tasks on their way to the scheduler; the scheduler itself and its
 * bean stay as they are. Where the application observes scheduled tasks, a listener is added that keeps the span of a
 * reactive method open until its publisher ends; no registry is made for that.
 */
final class ScheduledCallConfigurer implements SchedulingConfigurer, Ordered {
    private final Supplier<Tracer> tracer;
    private final ObjectProvider<InstrumentationReport> report;

    ScheduledCallConfigurer(Supplier<Tracer> tracer, ObjectProvider<InstrumentationReport> report) {
        this.tracer = tracer;
        this.report = report;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        try {
            TaskScheduler scheduler = registrar.getScheduler();
            if (scheduler != null) {
                registrar.setTaskScheduler(new ScheduledCallScheduler(scheduler, tracer));
                report.ifAvailable(sections -> sections.active("spring-scheduling", "registered tasks"));
            }
            ObservationRegistry registry = registrar.getObservationRegistry();
            // A registry without handlers does no work; one of ours would make it begin to.
            if (registry != null && !registry.isNoop()) {
                registry.observationConfig().observationHandler(new ScheduledSubscriptionHandler());
            }
        } catch (Throwable failure) {
            Faults.shared().record("trace.scheduled.configurer", failure);
        }
    }
}
