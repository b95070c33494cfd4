/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentClient;
import io.ddspring.devagent.DevAgent;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DdDevAgentAutoConfigurationIT {
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdDevAgentAutoConfiguration.class, DdTracingAutoConfiguration.class))
            .withPropertyValues("dd.dev-agent.port=0");

    @Test
    void traces_of_the_application_can_be_read_from_its_development_agent() {
        contexts.withPropertyValues("dd.dev-agent.enabled=true").run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            tracer.startSpan("order.price").finish();
            tracer.flush(Duration.ofSeconds(10));

            DevAgent agent = context.getBean(EmbeddedDevAgent.class).agent();
            assertThat(get(agent.url().resolve("/api/traces"))).contains("order.price");
        });
    }

    @Test
    void it_is_off_by_default() {
        contexts.run(context -> assertThat(context).doesNotHaveBean(EmbeddedDevAgent.class));
    }

    @Test
    void it_does_not_start_in_production() {
        contexts.withPropertyValues("dd.dev-agent.enabled=true", "dd.env=production", "dd.agent.port=8999")
                .run(context -> {
                    assertThat(context.getBean(EmbeddedDevAgent.class).agent()).isNull();
                    assertThat(context.getBean(AgentClient.class).address().port())
                            .isEqualTo(8999);
                });
    }

    @Test
    void without_its_classes_traces_go_to_the_configured_agent() {
        contexts.withPropertyValues("dd.dev-agent.enabled=true")
                .withClassLoader(new FilteredClassLoader("io.ddspring.devagent"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(Tracer.class);
                    assertThat(context).doesNotHaveBean("ddDevAgent");
                });
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
