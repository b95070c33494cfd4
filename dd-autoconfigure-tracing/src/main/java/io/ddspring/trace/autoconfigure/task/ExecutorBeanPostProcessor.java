/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.ClassUtils;

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
            if (bean instanceof TaskDecorator decorator) {
                return isKnownAsDecoratorOnly(bean, beanName) ? ContextTaskDecorator.around(decorator) : bean;
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

    /** Another decorator may be injected by its class, or ordered by it; executors get ours around it all the same. */
    private boolean isKnownAsDecoratorOnly(Object bean, String beanName) {
        return declaredTypes.of(beanName) == TaskDecorator.class
                && ClassUtils.getAllInterfacesForClassAsSet(bean.getClass()).equals(Set.of(TaskDecorator.class))
                && !AnnotatedElementUtils.hasAnnotation(bean.getClass(), Order.class);
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
