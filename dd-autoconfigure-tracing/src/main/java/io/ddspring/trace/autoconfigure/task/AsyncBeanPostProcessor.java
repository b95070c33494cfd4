/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.Tracer;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * Puts advice around that of {@code @Async} methods: before it, on the thread of the caller, the context is kept, after
 * it, on the thread that does the work, the call becomes a span. It only extends the proxies that Spring makes for the
 * annotation, and needs no particular executor. Post-processors without an order run after Spring's.
 */
final class AsyncBeanPostProcessor implements BeanPostProcessor {
    private final Advice keepCallerContext = new AsyncCallerContext();
    private final Advice traceCall;
    private final ObjectProvider<InstrumentationReport> report;

    AsyncBeanPostProcessor(Supplier<Tracer> tracer, ObjectProvider<InstrumentationReport> report) {
        this.traceCall = new AsyncCallInterceptor(tracer);
        this.report = report;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised advised) {
            try {
                if (extend(advised)) {
                    report.ifAvailable(sections -> sections.active("spring-async", "proxies of @Async methods"));
                }
            } catch (Throwable failure) {
                Faults.shared().record("trace.async.advice", failure);
            }
        }
        return bean;
    }

    private boolean extend(Advised advised) {
        Advisor[] advisors = advised.getAdvisors();
        for (int i = 0; i < advisors.length; i++) {
            if (advisors[i].getAdvice() == keepCallerContext || advised.isFrozen()) {
                return false;
            }
            if (advisors[i] instanceof AsyncAnnotationAdvisor async) {
                advised.addAdvisor(i + 1, new DefaultPointcutAdvisor(async.getPointcut(), traceCall));
                advised.addAdvisor(i, new DefaultPointcutAdvisor(async.getPointcut(), keepCallerContext));
                return true;
            }
        }
        return false;
    }
}
