/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.test.FakeAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentLocatorIT {
    private static final AgentRequest INFO = AgentRequest.get("/info", Map.of());
    private static final AgentAddress CONFIGURED = AgentAddress.http("agent.invalid", 8126);

    private final FakeAgent agent = FakeAgent.start();
    private final Found locator = new Found(AgentAddress.parse(agent.url().toString()));
    private final AgentClient client =
            new AgentClient(AgentAddressSettings.of(CONFIGURED), locator, Duration.ofSeconds(10), Map.of(), null);

    @AfterEach
    void close() {
        locator.answer.countDown();
        client.close();
        agent.close();
    }

    @Test
    void nobody_looks_for_the_agent_before_something_is_sent() throws IOException {
        locator.answer.countDown();
        client.open();
        assertThat(client.isOpen()).isTrue();
        assertThat(client.address()).isEqualTo(CONFIGURED);
        assertThat(client.hostElsewhere()).isNull();
        assertThat(locator.threads).isEmpty();

        assertThat(client.send(INFO).status()).isEqualTo(200);
        assertThat(client.address().url()).isEqualTo(agent.url().toString());
        assertThat(client.hostElsewhere()).isEqualTo("127.0.0.1");
        assertThat(locator.threads).containsExactly(Thread.currentThread());
    }

    @Test
    void asking_what_the_agent_can_do_looks_for_it_as_well() {
        locator.answer.countDown();
        client.refreshInfoIfDue();
        assertThat(locator.threads).isEmpty();

        client.open();
        client.refreshInfoIfDue();
        assertThat(client.info().version()).isEqualTo("7.71.0");
        assertThat(locator.threads).hasSize(1);
    }

    @Test
    void several_senders_wait_for_one_look() throws Exception {
        client.open();
        List<CompletableFuture<AgentResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(sent());
        }
        locator.asked.await();
        locator.answer.countDown();

        for (CompletableFuture<AgentResponse> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        assertThat(locator.threads).hasSize(1);
    }

    @Test
    void closing_does_not_wait_for_a_look_and_what_it_found_is_given_back() throws Exception {
        client.open();
        CompletableFuture<AgentResponse> answer = sent();
        locator.asked.await();
        client.close();
        assertThat(locator.releases).hasValue(1);

        locator.answer.countDown();
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("the client is closed");
        assertThat(locator.releases).hasValue(2);
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void a_client_that_is_opened_again_looks_again() throws IOException {
        locator.answer.countDown();
        client.open();
        client.send(INFO);
        client.close();
        client.open();
        client.send(INFO);

        assertThat(locator.threads).hasSize(2);
        assertThat(locator.releases).hasValue(1);
    }

    private CompletableFuture<AgentResponse> sent() {
        CompletableFuture<AgentResponse> answer = new CompletableFuture<>();
        DdThreads.factory("test-sender")
                .newThread(() -> {
                    try {
                        answer.complete(client.send(INFO));
                    } catch (IOException failure) {
                        answer.completeExceptionally(failure);
                    }
                })
                .start();
        return answer;
    }

    private static final class Found implements AgentLocator {
        private final AgentAddress address;
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final AtomicInteger releases = new AtomicInteger();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        Found(AgentAddress address) {
            this.address = address;
        }

        @Override
        public AgentAddress locate(AgentAddressSettings settings) {
            threads.add(Thread.currentThread());
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return address;
        }

        @Override
        public void release() {
            releases.incrementAndGet();
        }
    }
}
