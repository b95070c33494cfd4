/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Equips the HTTP clients that are beans. */
final class HttpClientPostProcessor implements BeanPostProcessor {
    private final ObjectProvider<HttpClientTracing> tracing;
    private final ObjectProvider<InstrumentationReport> report;

    HttpClientPostProcessor(ObjectProvider<HttpClientTracing> tracing, ObjectProvider<InstrumentationReport> report) {
        this.tracing = tracing;
        this.report = report;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        try {
            if (bean instanceof RestTemplate template) {
                tracing.ifAvailable(found -> found.equip(template));
                noteActive(beanName);
            } else if (bean instanceof RestClient.Builder builder) {
                tracing.ifAvailable(found -> found.equip(builder));
                noteActive(beanName);
            }
        } catch (Throwable ours) {
            Faults.shared().record("http.client.equip", ours);
        }
        return bean;
    }

    private void noteActive(String beanName) {
        report.ifAvailable(present -> present.active("http-client:" + beanName, "request interceptor"));
    }
}
