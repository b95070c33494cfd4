/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import static io.ddspring.test.DatadogAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedTrace;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web application with the starter and not one line of configuration. */
class BareWebApplicationIT {
    @TempDir
    private Path reports;

    @Test
    void request_is_a_server_span_and_its_log_lines_carry_the_ids() {
        try (FakeAgent agent = FakeAgent.start();
                RunningApplication application = start(agent.url())) {
            assertThat(application.get("/greetings/ada").statusCode()).isEqualTo(200);

            ReceivedTrace trace = agent.awaitTraceWithResource("GET /greetings/{name}");
            assertThat(trace).hasTree("""
                    servlet.request GET /greetings/{name}
                      spring.handler GreetingController.greeting
                    """);
            assertThat(trace)
                    .rootSpan()
                    .withTag("http.status_code", "200")
                    .withKind("server")
                    .hasNoError();
            assertThat(application.awaitLine(line -> line.contains("Greeting ada")))
                    .contains("[" + trace.traceIdHex() + "-"
                            + Long.toUnsignedString(trace.span("spring.handler").spanId()));
            assertThat(agent.problems()).isEmpty();
        }
    }

    @Test
    void unreachable_agent_is_one_warning_and_not_before_a_trace_is_lost() {
        try (FakeAgent agent = FakeAgent.start()) {
            agent.stopListening();
            RunningApplication application = start(agent.url());
            try (application) {
                assertThat(warnings(application)).isEmpty();

                application.get("/greetings/ada");
                application.awaitLine(line -> line.contains(" WARN "));
                for (int i = 0; i < 20; i++) {
                    application.get("/greetings/ada");
                }
            }
            assertThat(warnings(application)).hasSize(1).allMatch(line -> line.contains(":" + agent.port()));
        }
    }

    private RunningApplication start(URI agentUrl) {
        return RunningApplication.start(
                BareApplication.WEB,
                BareApplication.WEB.classPath(ClassPaths.ofThisModule(), true),
                reports,
                Map.of("DD_TRACE_AGENT_URL", agentUrl.toString()));
    }

    private static List<String> warnings(RunningApplication application) {
        return application.log().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }
}
