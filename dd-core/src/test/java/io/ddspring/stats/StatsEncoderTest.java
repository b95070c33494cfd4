/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.StatsCounters;
import io.ddspring.test.ReceivedStats;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The payload as an independent reader sees it. */
class StatsEncoderTest {
    private static final StatsSettings SETTINGS =
            new StatsSettings(true, true, false, 2_048, List.of("tenant"), Set.of(), true);

    private final StatsEncoder encoder =
            new StatsEncoder(new StatsSource("shop", "Prod Env", "1.2.3", "", "runtime-1", () -> "a:b,c:d"));

    @Test
    void the_sender_is_described_with_the_fields_of_the_java_tracer() {
        assertThat(read(List.of()).fields())
                .containsExactly(
                        Map.entry("RuntimeID", "runtime-1"),
                        Map.entry("Sequence", 0L),
                        Map.entry("Hostname", ""),
                        Map.entry("Service", "shop"),
                        Map.entry("Env", "prod_env"),
                        Map.entry("Version", "1.2.3"),
                        Map.entry("ProcessTags", "a:b,c:d"));
    }

    @Test
    void process_tags_that_are_off_are_left_out() {
        StatsEncoder bare = new StatsEncoder(new StatsSource("shop", "", "", "host-1", "runtime-1", () -> ""));

        io.ddspring.test.StatsPayload payload = io.ddspring.test.StatsPayload.read(bytes(bare.encode(List.of())));

        assertThat(payload.problems()).isEmpty();
        assertThat(payload.fields()).doesNotContainKey("ProcessTags").containsEntry("Hostname", "host-1");
    }

    @Test
    void payloads_are_numbered_from_0() {
        assertThat(List.of(read(List.of()), read(List.of()), read(List.of())))
                .extracting(io.ddspring.test.StatsPayload::sequence)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_group_without_anything_special_has_the_fields_that_are_always_there() {
        ReceivedStats group = group(FinishedSpans.root(span -> {}));

        assertThat(group.fields())
                .isEqualTo(Map.ofEntries(
                        Map.entry("Name", "web.request"),
                        Map.entry("Service", "shop"),
                        Map.entry("Resource", "web.request"),
                        Map.entry("Type", ""),
                        Map.entry("HTTPStatusCode", 0L),
                        Map.entry("Synthetics", false),
                        Map.entry("IsTraceRoot", 1L),
                        Map.entry("SpanKind", ""),
                        Map.entry("PeerTags", List.of()),
                        Map.entry("Hits", 1L),
                        Map.entry("Errors", 0L),
                        Map.entry("TopLevelHits", 1L),
                        Map.entry("Duration", FinishedSpans.DURATION)));
        assertThat(group.startNanos()).isEqualTo(FinishedSpans.START);
        assertThat(group.okDurations().count()).isEqualTo(1);
        assertThat(group.errorDurations().count()).isZero();
    }

    @Test
    void a_group_has_the_other_fields_when_they_are_known() {
        SpanData span = FinishedSpans.root(settings -> settings.setServiceName("h2", "java-jdbc")
                .setResourceName("half a pair \ud83d")
                .setSpanType("rpc")
                .setTag(Tags.SPAN_KIND, SpanKind.CLIENT)
                .setTag(Tags.HTTP_METHOD, "GET")
                .setTag(Tags.HTTP_ENDPOINT, "/a")
                .setTag("rpc.grpc.status_code", "0")
                .setTag("peer.service", "db")
                .setTag("tenant", "t1")
                .setTag(Tags.ORIGIN, "synthetics")
                .setError(true));

        ReceivedStats group = group(span);

        assertThat(group.fields())
                .containsEntry("srv_src", "java-jdbc")
                .containsEntry("HTTPMethod", "GET")
                .containsEntry("HTTPEndpoint", "/a")
                .containsEntry("GRPCStatusCode", "0")
                .containsEntry("PeerTags", List.of("peer.service:db"))
                .containsEntry("AdditionalMetricTags", List.of("tenant:t1"))
                .containsEntry("Synthetics", true)
                .containsEntry("Resource", "half a pair ?");
        assertThat(group.okDurations().count()).isZero();
        assertThat(group.errorDurations().bins()).isEqualTo(Map.of(919, 1.0));
    }

    private ReceivedStats group(SpanData span) {
        Aggregates aggregates = new Aggregates(SETTINGS, new StatsCounters());
        aggregates.follow(List.of("peer.service"), List.of());
        aggregates.add(List.of(span));
        io.ddspring.test.StatsPayload payload = read(aggregates.takeBefore(Long.MAX_VALUE));
        assertThat(payload.groups()).hasSize(1);
        return payload.groups().get(0);
    }

    private io.ddspring.test.StatsPayload read(List<Aggregate> aggregates) {
        io.ddspring.test.StatsPayload payload = io.ddspring.test.StatsPayload.read(bytes(encoder.encode(aggregates)));
        assertThat(payload.problems()).isEmpty();
        return payload;
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
