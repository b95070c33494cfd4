/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.trace.Span;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Advice of the application on the same methods. */
@Configuration(proxyBeanMethods = false)
class OtherAdvice {
    @Bean
    @Role(org.springframework.beans.factory.config.BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor otherAdvisor(org.springframework.beans.factory.ObjectProvider<Tracer> tracer) {
        MethodInterceptor advice = invocation -> {
            Span span = tracer.getObject().startSpan("advice");
            try {
                return invocation.proceed();
            } finally {
                span.finish();
            }
        };
        return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Traced.class), advice);
    }
}
