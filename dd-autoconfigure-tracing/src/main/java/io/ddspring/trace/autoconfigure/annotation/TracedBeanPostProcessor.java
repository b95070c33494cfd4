/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.annotation.MethodTracer;
import io.ddspring.trace.annotation.WovenCalls;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.ClassUtils;

/**
 * Adds the advisor of traced methods to the beans that have one, as the outermost of their proxy. A bean without a proxy
 * gets one of its own if that changes nothing but the tracing; all other beans stay as they are. It brings its own
 * proxies instead of an auto-proxy creator because that would begin to serve the advisors of others as well.
 *
 * <p>It runs before the post-processor of {@code @Async} methods, which puts itself around what it finds: a method that
 * has both annotations is timed on the thread that does the work.
 */
final class TracedBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
        implements SmartInitializingSingleton, DisposableBean {
    private static final long serialVersionUID = 1L;

    private final transient TracedMethods methods;
    private final transient MethodTracer tracer;
    private final transient MissedMethods missedMethods;
    private final transient Map<String, Boolean> exposedEarly = new ConcurrentHashMap<>();
    private final AtomicInteger advisedBeans = new AtomicInteger();

    TracedBeanPostProcessor(TracedMethods methods, MethodTracer tracer, MissedMethods missedMethods) {
        this.advisor =
                new DefaultPointcutAdvisor(new TracedPointcut(methods), new TracedMethodInterceptor(methods, tracer));
        this.methods = methods;
        this.tracer = tracer;
        this.missedMethods = missedMethods;
        WovenCalls.add(tracer);
        setProxyTargetClass(true);
        setOrder(LOWEST_PRECEDENCE - 1);
    }

    @Override
    public Object getEarlyBeanReference(Object bean, String beanName) {
        exposedEarly.put(beanName, true);
        return advise(bean, beanName);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // Whoever has the early reference has the advised one; the bean itself is not advised a second time.
        return exposedEarly.remove(beanName) == null ? advise(bean, beanName) : bean;
    }

    @Override
    public void afterSingletonsInstantiated() {
        missedMethods.applicationStarted(advisedBeans.get());
    }

    @Override
    public void destroy() {
        WovenCalls.remove(tracer);
    }

    @Override
    protected boolean isEligible(Class<?> targetClass) {
        return methods.isCandidate(targetClass)
                && Interception.of(BeanShape.of(targetClass), methods).isPossible();
    }

    private Object advise(Object bean, String beanName) {
        try {
            if (bean instanceof AopInfrastructureBean) {
                return bean;
            }
            BeanShape shape = BeanShape.of(bean);
            if (!methods.isCandidate(shape.targetClass()) && !methods.isCandidate(bean.getClass())) {
                return bean;
            }
            Interception interception = Interception.of(shape, methods);
            missedMethods.add(interception.missed());
            if (!interception.isPossible()) {
                return bean;
            }
            advisedBeans.incrementAndGet();
            if (bean instanceof Advised advised) {
                advised.addAdvisor(0, advisor);
                return bean;
            }
            return createProxy(bean, beanName, shape);
        } catch (Throwable failure) {
            Faults.shared().record("trace.annotation.proxy", failure);
            return bean;
        }
    }

    private Object createProxy(Object bean, String beanName, BeanShape shape) {
        ProxyFactory proxies = prepareProxyFactory(bean, beanName);
        proxies.setProxyTargetClass(shape.isProxiedByClass());
        if (!shape.isProxiedByClass()) {
            proxies.setInterfaces(ClassUtils.getAllInterfaces(bean));
        }
        proxies.addAdvisor(advisor);
        proxies.setPreFiltered(true);
        ClassLoader loader = getProxyClassLoader();
        if (loader instanceof SmartClassLoader smart
                && loader != bean.getClass().getClassLoader()) {
            loader = smart.getOriginalClassLoader();
        }
        return proxies.getProxy(loader);
    }
}
