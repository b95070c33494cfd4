/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.ddspring.agent.AgentAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
    private final LogLines lines = new LogLines(AgentTraceWriter.class);
    private long nowNanos = TimeUnit.DAYS.toNanos(-1);
    private final DeliveryLog log = new DeliveryLog(() -> nowNanos);

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void an_outage_is_warned_of_at_once_and_then_every_five_minutes() {
        for (int second = 0; second <= 900; second++) {
            log.failed(AgentAddress.DEFAULT, "Connection refused", 2);
            nowNanos += TimeUnit.SECONDS.toNanos(1);
        }

        assertThat(lines.at(Level.WARN)).hasSize(4);
        assertThat(lines.at(Level.WARN).get(0)).contains("http://localhost:8126", "Connection refused");
        assertThat(lines.at(Level.WARN).get(3)).contains("still", "1802 dropped");
        assertThat(log.lastError()).isEqualTo("Connection refused");
        assertThat(log.lastErrorTime()).isNotNull();
        assertThat(log.lastContact()).isNull();
    }

    @Test
    void recovery_is_told_once_and_the_next_outage_is_a_new_one() {
        assertThat(log.succeeded(AgentAddress.DEFAULT)).isFalse();
        log.failed(AgentAddress.DEFAULT, "timeout", 5);

        assertThat(log.succeeded(AgentAddress.DEFAULT)).isTrue();
        assertThat(log.succeeded(AgentAddress.DEFAULT)).isFalse();
        log.failed(AgentAddress.DEFAULT, "timeout", 1);

        assertThat(lines.at(Level.WARN)).hasSize(2);
        assertThat(lines.at(Level.INFO)).hasSize(1);
        assertThat(lines.at(Level.INFO).get(0)).contains("again", "5 were dropped");
        assertThat(log.lastContact()).isNotNull();
    }

    @Test
    void success_alone_is_not_logged() {
        log.succeeded(AgentAddress.DEFAULT);

        assertThat(lines.at(Level.INFO)).isEmpty();
    }
}
