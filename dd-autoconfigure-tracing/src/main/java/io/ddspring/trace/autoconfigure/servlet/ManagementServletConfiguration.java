/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.event.EventHub;
import io.ddspring.trace.http.HttpServerConvention;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Keeps the requests of a management port of its own from leaving traces, or traces them when that is wanted. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(HttpServerConvention.class)
class ManagementServletConfiguration {
    @Bean
    FilterRegistrationBean<TracingFilter> ddManagementTracingFilter(
            HttpServerConvention ddHttpServerConvention, EventHub ddEventHub) {
        IgnoredRequests ignored = IgnoredRequests.ofManagementPort(ddHttpServerConvention.settings());
        return DdServletAutoConfiguration.registration(
                new RequestTracing(ddHttpServerConvention, ddEventHub, ignored, RouteFinder.NONE));
    }

    @Bean
    RequestEnds ddManagementRequestEnds() {
        return new RequestEnds();
    }
}
