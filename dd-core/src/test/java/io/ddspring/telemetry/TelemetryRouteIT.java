/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryRouteIT {
    private final FakeAgent intake = FakeAgent.start().info(AgentInfo.defaults().withEndpoints(IntakeRoute.PATH));
    private final ReportUnderTest report = new ReportUnderTest(
            new IntakeRoute(AgentAddress.parse(intake.url().toString()), "the-key", Duration.ofSeconds(5)), "", false);

    @AfterEach
    void close() {
        report.close();
        intake.close();
    }

    @Test
    void reports_go_to_the_agent_without_the_key() {
        report.start();

        assertThat(report.types()).containsExactly("app-started", "app-heartbeat");
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.header("DD-API-KEY")).isNull());
        assertThat(intake.requests()).isEmpty();
    }

    @Test
    void without_the_agent_they_go_to_the_intake_with_the_key() {
        report.agent().stopListening();

        assertThat(report.start()).isTrue();

        assertThat(ReportUnderTest.typesOf(ReportUnderTest.requestsTo(intake, IntakeRoute.PATH)))
                .containsExactly("app-started", "app-heartbeat");
        assertThat(intake.requests()).allSatisfy(request -> {
            assertThat(request.header("DD-API-KEY")).isEqualTo("the-key");
            assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(request.header("Datadog-Container-ID")).isEqualTo("the-container");
            assertThat(request.header("Datadog-Entity-ID")).isEqualTo("ci-the-container");
            assertThat(request.headerNames()).doesNotContain("Datadog-External-Env", "X-Datadog-Test-Session-Token");
        });
        assertThat(report.sender().route().name()).isEqualTo("agentless");
        assertThat(report.sender().lastSent()).last().satisfies(sent -> {
            assertThat(sent.endpoint()).isEqualTo("agentless");
            assertThat(sent.facts()).containsEntry("outcome", "delivered");
        });
    }

    @Test
    void they_go_to_the_agent_again_when_it_offers_to_take_them() {
        report.agent().stopListening();
        report.start();
        report.agent().startListening();
        report.heartbeat();
        assertThat(report.requests()).isEmpty();
        report.askAgent();

        report.heartbeat();

        assertThat(report.types()).containsExactly("app-heartbeat");
        assertThat(report.sender().route().name()).isEqualTo("agent");
    }

    @Test
    void they_go_to_the_agent_again_when_the_intake_takes_none() {
        report.agent().stopListening();
        report.start();
        report.agent().startListening();
        intake.answer(IntakeRoute.PATH, request -> Answer.text(403, "forbidden"));
        report.news("kept").heartbeat();

        report.heartbeat();

        assertThat(report.types()).containsExactly("message-batch [app-heartbeat][logs]");
    }

    @Test
    void what_the_intake_does_not_want_is_not_kept() {
        report.agent().stopListening();
        report.start();
        intake.answer(IntakeRoute.PATH, request -> Answer.text(404, "disabled"));
        report.news("unwanted").heartbeat();
        intake.answer(IntakeRoute.PATH, request -> Answer.json("{}"));
        intake.clear();

        report.heartbeat();

        assertThat(ReportUnderTest.typesOf(ReportUnderTest.requestsTo(intake, IntakeRoute.PATH)))
                .containsExactly("app-heartbeat");
        assertThat(report.loop().waitingBytes()).isZero();
    }

    @Test
    void when_nobody_takes_them_the_agent_is_asked_first_again() {
        report.agent().stopListening();
        intake.stopListening();
        assertThat(report.start()).isFalse();
        report.agent().startListening();

        assertThat(report.start()).isTrue();
        assertThat(report.types()).startsWith("app-started");
    }

    @ParameterizedTest
    @CsvSource({
        "datadoghq.com, https://instrumentation-telemetry-intake.datadoghq.com",
        "us3.datadoghq.com, https://instrumentation-telemetry-intake.us3.datadoghq.com",
        "datadoghq.eu, https://instrumentation-telemetry-intake.datadoghq.eu",
        "datad0g.com, https://all-http-intake.logs.datad0g.com"
    })
    void each_site_has_its_intake(String site, String url) {
        assertThat(IntakeRoute.url(site)).isEqualTo(url);
    }
}
