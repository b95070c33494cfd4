/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationSitesTest {
    private final IntegrationSites sites = new IntegrationSites();

    @ParameterizedTest
    @CsvSource({
        "servlet.filter, servlet",
        "servlet.handler, spring-web",
        "http.client, http-client",
        "http.client.inject, http-client",
        "http.server.extract, servlet",
        "jdbc.statement, jdbc",
        "trace.annotation, trace-annotation",
        "trace.annotation.proxy, trace-annotation",
        "trace.async.call, spring-async",
        "trace.scheduled.name, spring-scheduling",
        "trace.executor.decorate ordersExecutor, executor",
        "micrometer.server, micrometer",
        "opentelemetry, opentelemetry",
        "logging.structured, log-correlation",
        "trace.complete, ''",
        "trace.interceptor com.acme.Filter, ''",
        "span.processor jdbc, ''",
        "metrics.micrometer, ''",
        "writer.send, ''",
        "jdbcx.statement, ''",
        "telemetry.product, ''"
    })
    void places_belong_to_integrations_or_to_none(String site, String integration) {
        assertThat(sites.apply(site)).isEqualTo(integration);
    }
}
