/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.TelemetryLogs.Level;
import io.ddspring.testing.ManualTime;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TelemetryLogsTest {
    private final ManualTime time = new ManualTime();
    private final TelemetryLogs logs = new TelemetryLogs(true, time);

    @Test
    void messages_differ_by_level_text_tags_and_stack_trace() throws IOException {
        logs.add(Level.WARN, "a", "", null);
        logs.add(Level.WARN, "a", "", null);
        logs.add(Level.DEBUG, "a", "", null);
        logs.add(Level.WARN, "b", "", null);
        logs.add(Level.WARN, "a", "k:v", null);
        logs.add(Level.WARN, "a", "", new IllegalStateException("one"));
        logs.add(Level.WARN, "a", "", new IllegalArgumentException("one"));

        JsonNode taken = take();
        assertThat(taken).extracting(log -> log.path("count").asInt()).containsExactly(2, 1, 1, 1, 1, 1);
        assertThat(taken.get(0))
                .hasToString("{\"message\":\"a\",\"level\":\"WARN\",\"tracer_time\":"
                        + time.instant().getEpochSecond() + ",\"count\":2}");
        assertThat(taken.get(3).path("tags").asText()).isEqualTo("k:v");
        assertThat(logs.takeNew()).isEmpty();
    }

    @Test
    void the_eleventh_message_of_a_period_is_lost_and_the_next_period_begins_anew() throws IOException {
        for (int i = 0; i < 11; i++) {
            logs.add(Level.ERROR, "message " + i, "", null);
        }
        assertThat(take()).hasSize(10);
        logs.add(Level.ERROR, "message 10", "", null);

        assertThat(take()).hasSize(1);
    }

    @Test
    void of_very_many_failures_stack_traces_are_no_longer_read() throws IOException {
        Unreadable failure = new Unreadable();
        for (int i = 0; i < 1000; i++) {
            logs.add(Level.ERROR, "failed", "", failure);
        }

        assertThat(failure.reads).isLessThanOrEqualTo(50);
        assertThat(take())
                .singleElement()
                .satisfies(log -> assertThat(log.path("count").asInt()).isEqualTo(1000));
    }

    @Test
    void nothing_is_kept_when_logs_are_switched_off() {
        TelemetryLogs off = new TelemetryLogs(false, time);
        off.add(Level.ERROR, "failed", "", new IllegalStateException());

        assertThat(off.takeNew()).isEmpty();
    }

    private JsonNode take() throws IOException {
        List<TelemetryMessage> messages = logs.takeNew();
        assertThat(messages).hasSize(1);
        return new JsonMapper()
                .readTree(Objects.requireNonNull(messages.get(0).payload()))
                .path("logs");
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private int reads;

        @Override
        public StackTraceElement[] getStackTrace() {
            reads++;
            return new StackTraceElement[0];
        }
    }
}
