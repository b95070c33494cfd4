/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.trace.Tracer;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class AgentHealthIT {
    @Test
    void an_agent_that_takes_traces_is_up() throws Exception {
        try (FakeAgent agent = FakeAgent.start();
                ConfigurableApplicationContext application = run("--dd.trace.agent-url=" + agent.url())) {
            sendTrace(application);

            assertThat(component(application).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_lost_agent_does_not_take_the_application_down() throws Exception {
        try (ConfigurableApplicationContext application =
                run("--dd.trace.agent-url=" + closedPort(), "--management.endpoint.health.probes.enabled=true")) {
            sendTrace(application);

            assertThat(component(application).getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(application.getBean(HealthEndpoint.class).health().getStatus())
                    .isEqualTo(Status.UP);
            assertThat(application.getBean(HealthEndpoint.class).healthForPath("readiness", "ddAgent"))
                    .isNull();
        }
    }

    @Test
    void a_lost_agent_is_reported_as_the_application_wants() throws Exception {
        try (ConfigurableApplicationContext application =
                run("--dd.trace.agent-url=" + closedPort(), "--dd.health.unreachable-status=down")) {
            sendTrace(application);

            assertThat(component(application).getStatus()).isEqualTo(Status.DOWN);
        }
    }

    private static HealthDescriptor component(ConfigurableApplicationContext application) {
        return application.getBean(HealthEndpoint.class).healthForPath("ddAgent");
    }

    private static void sendTrace(ConfigurableApplicationContext application) {
        Tracer tracer = application.getBean(Tracer.class);
        tracer.buildSpan("work").start().finish();
        tracer.flush(Duration.ofSeconds(5));
    }

    private static String closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(org.springframework.boot.WebApplicationType.NONE);
        return application.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
