/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.trace.Tracer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;

class TracerLifecycleIT {
    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class));

    @Test
    void spans_reach_the_agent_and_closing_the_context_delivers_the_last_ones() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url(), "dd.service=shop")
                    .run(context -> {
                        Tracer tracer = context.getBean(Tracer.class);
                        tracer.startSpan("early").finish();
                        assertThat(agent.awaitSpans(1).get(0).service()).isEqualTo("shop");
                        tracer.startSpan("late").finish();
                    });

            assertThat(agent.spans()).extracting("name").containsExactly("early", "late");
            assertThat(agent.problems()).isEmpty();
        }
    }

    @Test
    void payloads_describe_the_process_and_the_commit() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            contexts.withPropertyValues(
                            "dd.trace.agent-url=" + agent.url(),
                            "dd.service=shop",
                            "dd.git.commit.sha=abc",
                            "dd.git.repository-url=https://me:secret@host/shop")
                    .run(context ->
                            context.getBean(Tracer.class).startSpan("work").finish());

            assertThat(agent.spans()).singleElement().satisfies(span -> {
                assertThat(span.tag("_dd.tags.process"))
                        .contains("entrypoint.workdir:")
                        .endsWith(",svc.user:true");
                assertThat(span.tag("_dd.sdk.otlp_export")).isEqualTo("false");
                assertThat(span.tag("_dd.git.commit.sha")).isEqualTo("abc");
                assertThat(span.tag("_dd.git.repository_url")).isEqualTo("https://host/shop");
                assertThat(span.metrics()).containsEntry("_dd.tracer_kr", 1L);
            });
        }
    }

    @Test
    void what_a_bean_records_while_it_is_destroyed_is_delivered() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url())
                    .withBean(RecordsItsEnd.class)
                    .run(context -> context.getBean(RecordsItsEnd.class));

            assertThat(agent.spans()).extracting("name").containsExactly("goodbye");
        }
    }

    @Test
    void a_stopped_context_holds_no_thread_and_delivers_again_after_its_restart() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            contexts.withPropertyValues("dd.trace.agent-url=" + agent.url()).run(context -> {
                Tracer tracer = context.getBean(Tracer.class);
                tracer.startSpan("before").finish();
                agent.awaitSpans(1);

                Lifecycle lifecycle = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
                lifecycle.stop();
                assertThat(tracerThreads()).isEmpty();
                tracer.startSpan("meanwhile").finish();
                lifecycle.start();

                assertThat(agent.awaitSpans(2)).extracting("name").containsExactly("before", "meanwhile");
            });
        }
    }

    @Test
    void no_thread_survives_five_contexts() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            for (int i = 0; i < 5; i++) {
                contexts.withPropertyValues("dd.trace.agent-url=" + agent.url())
                        .run(context ->
                                context.getBean(Tracer.class).startSpan("work").finish());
            }
        }

        assertThat(tracerThreads()).isEmpty();
    }

    private static Set<String> tracerThreads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dd-") && !name.startsWith("dd-fake-agent"))
                .forEach(names::add);
        return names;
    }

    static final class RecordsItsEnd implements DisposableBean {
        private final Tracer tracer;

        RecordsItsEnd(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public void destroy() {
            tracer.startSpan("goodbye").finish();
        }
    }
}
