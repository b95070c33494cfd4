/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApplicationWinsIT {
    @Test
    void every_answer_is_the_same_with_and_without_tracing() {
        assertThat(answers("--dd.trace.enabled=true")).isEqualTo(answers("--dd.trace.enabled=false"));
    }

    @Test
    void stopped_application_leaves_no_thread_behind() {
        Set<Thread> before = tracerThreads();
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(agent.url())) {
            shop.get("/ping");
            agent.awaitTraceWithResource("GET /ping");
            assertThat(tracerThreads()).hasSizeGreaterThan(before.size());
        }
        assertThat(tracerThreads()).isEqualTo(before);
    }

    private static List<String> answers(String argument) {
        List<String> answers = new ArrayList<>();
        try (FakeAgent agent = FakeAgent.start()) {
            try (Shop shop = Shop.start(agent.url(), argument)) {
                for (ExpectedCall call : ExpectedTrees.forPort(shop.port()).calls()) {
                    answers.add(call + " " + describe(shop.call(call)));
                }
            }
            assertThat(agent.traces().isEmpty()).isEqualTo(argument.endsWith("false"));
        }
        return answers;
    }

    private static String describe(HttpResponse<String> answer) {
        return answer.statusCode() + " " + new TreeSet<>(answer.headers().map().keySet()) + " "
                + answer.headers().firstValue("Content-Type").orElse("") + " "
                + answer.body().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"");
    }

    private static Set<Thread> tracerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dd-"))
                .collect(Collectors.toSet());
    }
}
