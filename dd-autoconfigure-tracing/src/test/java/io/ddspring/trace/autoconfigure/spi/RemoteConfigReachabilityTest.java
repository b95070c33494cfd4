/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.remoteconfig.PollStatus;
import io.ddspring.trace.autoconfigure.spi.AgentReachability.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemoteConfigReachabilityTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void nothing_is_known_before_anybody_was_asked() {
        assertThat(state(null, null)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void an_answer_is_one() {
        assertThat(state(NOW, null)).isEqualTo(State.REACHABLE);
    }

    @Test
    void failures_count_after_five_minutes() {
        assertThat(state(NOW, NOW.minus(Duration.ofSeconds(299)))).isEqualTo(State.UNKNOWN);
        assertThat(state(NOW, NOW.minus(Duration.ofSeconds(300)))).isEqualTo(State.UNREACHABLE);
    }

    @Test
    void details_tell_how_it_went() {
        assertThat(reachability(NOW, NOW.minusSeconds(1)).details())
                .containsEntry("last-result", "status 500")
                .containsEntry("last-poll", "2026-01-01T12:00:00Z")
                .containsEntry("failing-since", "2026-01-01T11:59:59Z");
    }

    private static State state(@Nullable Instant lastPoll, @Nullable Instant failingSince) {
        return reachability(lastPoll, failingSince).state();
    }

    private static AgentReachability reachability(@Nullable Instant lastPoll, @Nullable Instant failingSince) {
        PollStatus status = new PollStatus(List.of(), Set.of(), 0, List.of(), lastPoll, "status 500", 3, failingSince);
        return AgentReachability.of(status, NOW);
    }
}
