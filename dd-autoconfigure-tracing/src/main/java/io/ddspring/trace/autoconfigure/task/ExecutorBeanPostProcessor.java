/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.TaskDecorator;

/**
 * Has the executors of the application carry the context. Spring's task executors get a decorator, around the one they
 * may have; other executors are replaced by delegating ones where their bean is declared as an interface. No executor is
 * subclassed.
 */
final class ExecutorBeanPostProcessor implements BeanPostProcessor, BeanFactoryAware {
    private final ObjectProvider<InstrumentationReport> report;
    private DeclaredTypes declaredTypes = DeclaredTypes.UNKNOWN;

    ExecutorBeanPostProcessor(ObjectProvider<InstrumentationReport> report) {
        this.report = report;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        if (beanFactory instanceof ConfigurableListableBeanFactory factory) {
            declaredTypes = DeclaredTypes.of(factory);
        }
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        try {
            DecoratedExecutor executor = bean instanceof Executor ? DecoratedExecutor.of(bean) : null;
            if (executor != null) {
                note(beanName, executor.decorate());
            }
        } catch (Throwable failure) {
            Faults.shared().record("trace.executor.decorate", failure);
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        try {
            // A decorator with a class of its own may be injected by it; the executors get ours around it all the same.
            if (bean instanceof TaskDecorator decorator && declaredTypes.of(beanName) == TaskDecorator.class) {
                return ContextTaskDecorator.around(decorator);
            }
            if (bean instanceof Executor executor && DecoratedExecutor.of(bean) == null) {
                String obstacle = DelegatingExecutors.obstacle(bean, declaredTypes.of(beanName));
                note(beanName, obstacle);
                return obstacle == null ? DelegatingExecutors.of(executor) : bean;
            }
        } catch (Throwable failure) {
            Faults.shared().record("trace.executor.delegate", failure);
        }
        return bean;
    }

    private void note(String beanName, @Nullable String obstacle) {
        report.ifAvailable(sections -> {
            if (obstacle == null) {
                sections.active("executor " + beanName, "carries the context of the caller");
            } else {
                sections.inactive("executor " + beanName, obstacle);
            }
        });
    }
}
