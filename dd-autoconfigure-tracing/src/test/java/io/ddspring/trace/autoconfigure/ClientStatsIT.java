/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.stats.ClientStats;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.StatsPayload;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Statistics as an application gets them. */
class ClientStatsIT {
    private static final Sampler DROP_ALL =
            root -> new SamplingDecision(SamplingPriority.SAMPLER_DROP, SamplingMechanism.DEFAULT, null, 0);

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class))
            .withBean(Sampler.class, () -> DROP_ALL)
            .withPropertyValues("dd.service=shop", "dd.env=test", "dd.version=1.2.3");

    @Test
    void an_application_sends_statistics_of_what_it_does_not_send() {
        try (FakeAgent agent = FakeAgent.start().info(AgentInfo.withClientStats())) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url()).run(context -> {
                agent.awaitRequests("/info", 1);
                Tracer tracer = context.getBean(Tracer.class);
                tracer.flush(Duration.ofSeconds(5));
                tracer.startSpan("work").finish();
                assertThat(context.getBean(ClientStats.class).status()).containsEntry("state", "active");
            });

            assertThat(agent.traces()).isEmpty();
            assertThat(agent.problems()).isEmpty();
            StatsPayload payload = agent.awaitStats(1).get(0);
            assertThat(payload.fields())
                    .containsEntry("Service", "shop")
                    .containsEntry("Env", "test")
                    .containsEntry("Version", "1.2.3")
                    .containsEntry("Hostname", "");
            assertThat(payload.fields().get("RuntimeID")).asString().hasSize(36);
        }
    }

    @Test
    void an_application_can_leave_them_to_the_agent() {
        try (FakeAgent agent = FakeAgent.start().info(AgentInfo.withClientStats())) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url(), "dd.trace.stats-computation.enabled=false")
                    .run(context ->
                            context.getBean(Tracer.class).startSpan("work").finish());

            assertThat(agent.traces()).hasSize(1);
            assertThat(agent.requests("/v0.6/stats")).isEmpty();
        }
    }

    @Test
    void traces_that_do_not_go_to_an_agent_are_not_dropped() {
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        contexts.withBean(InMemoryTraceWriter.class, () -> writer).run(context -> {
            context.getBean(Tracer.class).startSpan("work").finish();

            assertThat(writer.spans()).hasSize(1);
            assertThat(context.getBean(ClientStats.class).status()).containsEntry("state", "inactive");
        });
    }
}
