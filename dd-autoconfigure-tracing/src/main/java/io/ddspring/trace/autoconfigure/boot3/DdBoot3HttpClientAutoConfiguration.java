/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot3;

import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.client.RestClientCustomizer;
import org.springframework.boot.web.client.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Equips the HTTP clients that Boot 3.5 builds and that never become beans. */
@AutoConfiguration(afterName = "io.ddspring.trace.autoconfigure.client.DdHttpClientAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.web.client.RestTemplateCustomizer")
@ConditionalOnBean(HttpClientTracing.class)
public final class DdBoot3HttpClientAutoConfiguration {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RestTemplateCustomizer ddRestTemplateCustomizer(HttpClientTracing ddHttpClientTracing) {
        return ddHttpClientTracing::equip;
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RestClientCustomizer ddRestClientCustomizer(HttpClientTracing ddHttpClientTracing) {
        return ddHttpClientTracing::equip;
    }
}
