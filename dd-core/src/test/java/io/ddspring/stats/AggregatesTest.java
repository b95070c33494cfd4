/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ddspring.metrics.StatsCounters;
import io.ddspring.testing.Allocation;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which spans are counted, and in which group. */
class AggregatesTest {
    private static final StatsSettings DEFAULTS = settings(2_048, List.of(), Set.of(), false);

    private final StatsCounters counters = new StatsCounters();
    private Aggregates aggregates = new Aggregates(DEFAULTS, counters);

    @Test
    void the_first_span_of_a_trace_is_counted_and_internal_ones_below_are_not() {
        aggregates.add(FinishedSpans.chunk(trace ->
                trace.child("work", span -> {}).child("more", span -> span.setTag(Tags.SPAN_KIND, "internal"))));

        assertThat(only().key().operation).isEqualTo("web.request");
    }

    @ParameterizedTest
    @ValueSource(strings = {SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER})
    void a_span_of_an_entry_or_exit_is_counted_without_being_a_top_level_hit(String kind) {
        List<Aggregate> groups = countedChildren(span -> span.setTag(Tags.SPAN_KIND, kind));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.hits()).isEqualTo(1);
            assertThat(group.topLevelHits()).isZero();
            assertThat(group.key().spanKind).isEqualTo(kind);
            assertThat(group.key().traceRoot).isFalse();
        });
    }

    @Test
    void the_agent_says_which_kinds_are_counted() {
        aggregates.follow(List.of(), List.of("consumer", "internal"));

        assertThat(countedChildren(span -> span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT)))
                .isEmpty();
        assertThat(countedChildren(span -> span.setTag(Tags.SPAN_KIND, SpanKind.INTERNAL)))
                .hasSize(1);
    }

    @Test
    void a_measured_span_and_one_of_another_service_are_counted() {
        assertThat(countedChildren(span -> span.setMeasured(true))).hasSize(1);
        assertThat(countedChildren(span -> span.setServiceName("h2")))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.topLevelHits()).isEqualTo(1);
                    assertThat(group.key().serviceSource).isEqualTo("m");
                });
    }

    @Test
    void the_snapshot_of_a_span_that_goes_on_is_not_counted() {
        aggregates.add(List.of(FinishedSpans.root(span -> span.setMetric("_dd.partial_version", 1))));

        assertThat(all()).isEmpty();
    }

    @Test
    void spans_that_are_alike_are_one_group() {
        aggregates.add(List.of(FinishedSpans.root(span -> {})));
        aggregates.add(List.of(FinishedSpans.root(span -> {})));
        aggregates.add(List.of(FinishedSpans.root(span -> span.setError(true))));

        Aggregate group = only();
        assertThat(group.hits()).isEqualTo(3);
        assertThat(group.errors()).isEqualTo(1);
        assertThat(group.topLevelHits()).isEqualTo(3);
        assertThat(group.durationNanos()).isEqualTo(3 * FinishedSpans.DURATION);
        assertThat(counters.hits.sum()).isEqualTo(3);
    }

    @Test
    void seven_different_spans_are_seven_groups() {
        count(span -> {});
        count(span -> span.setOperationName("other"));
        count(span -> span.setResourceName("other"));
        count(span -> span.setServiceName("other", "x"));
        count(span -> span.setSpanType("other"));
        count(span -> span.setTag(Tags.ORIGIN, "synthetics-browser"));
        count(span -> span.setTag(Tags.HTTP_STATUS_CODE, 404));

        assertThat(all()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "599, 599", "600, 0", "99, 0", "abc, 0", "2000, 0", "20a, 0"})
    void what_is_no_http_status_is_none(String text, int status) {
        count(span -> span.setTag(Tags.HTTP_STATUS_CODE, text));

        assertThat(only().key().httpStatus).isEqualTo(status);
    }

    @Test
    void a_span_of_a_trace_that_began_elsewhere_is_no_trace_root() {
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        CoreTracer tracer = FinishedSpans.tracer(writer, ChunkPolicy.SEND_ALL);
        RemoteSpanContext remote =
                RemoteSpanContext.builder(0, 5, 6).samplingPriority(1).build();
        tracer.buildSpan("web.request").asChildOf(remote).start().finish();
        aggregates.add(writer.spans());

        assertThat(only().key().traceRoot).isFalse();
        count(span -> {});
        assertThat(only().key().traceRoot).isTrue();
    }

    @Test
    void the_other_side_of_a_call_is_told_by_the_tags_that_the_agent_names() {
        aggregates.follow(List.of("peer.service", "db.instance"), List.of());

        assertThat(peerTags(SpanKind.CLIENT)).containsExactly("peer.service:db", "db.instance:orders");
        assertThat(peerTags(SpanKind.PRODUCER)).hasSize(2);
        assertThat(peerTags(SpanKind.CONSUMER)).hasSize(2);
        assertThat(peerTags(SpanKind.SERVER)).isEmpty();
        assertThat(peerTags(SpanKind.INTERNAL)).isEmpty();
    }

    @Test
    void an_internal_span_of_another_service_tells_the_service_of_the_process() {
        count(span -> span.setTag(Tags.SPAN_KIND, SpanKind.INTERNAL).setServiceName("other"));

        assertThat(only().key().peerTags).containsExactly("_dd.base_service:shop");
    }

    @Test
    void method_and_endpoint_matter_only_when_endpoints_are_wanted() {
        Consumer<Span> request = span -> span.setTag(Tags.HTTP_METHOD, "GET").setTag(Tags.HTTP_ENDPOINT, "/a/{id}");
        count(request);
        assertThat(only().key().httpMethod).isEmpty();

        aggregates = new Aggregates(settings(2_048, List.of(), Set.of(), true), counters);
        count(request);
        AggregateKey key = only().key();
        assertThat(key.httpMethod).isEqualTo("GET");
        assertThat(key.httpEndpoint).isEqualTo("/a/{id}");
    }

    @Test
    void the_outcome_of_a_grpc_call_matters() {
        count(span -> span.setSpanType("rpc").setTag("rpc.grpc.status_code", 5));
        assertThat(only().key().grpcStatus).isEqualTo("5");

        count(span -> span.setSpanType("rpc").setTag("grpc.code", "NOT_FOUND"));
        assertThat(only().key().grpcStatus).isEqualTo("NOT_FOUND");

        count(span -> span.setSpanType("web").setTag("grpc.code", "5"));
        assertThat(only().key().grpcStatus).isEmpty();
    }

    @Test
    void additional_tags_tell_groups_apart_and_too_long_values_are_one() {
        aggregates = new Aggregates(settings(2_048, List.of("tenant", "region"), Set.of(), false), counters);
        count(span -> span.setTag("region", "eu").setTag("tenant", 7));
        assertThat(only().key().additionalTags).containsExactly("tenant:7", "region:eu");

        count(span -> span.setTag("tenant", "x".repeat(201)));
        assertThat(only().key().additionalTags).containsExactly("tenant:tracer_blocked_value");
        assertThat(counters.collapsedSpans.sum()).isEqualTo(1);
    }

    @Test
    void a_span_counts_in_the_ten_seconds_in_which_it_ended() {
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        CoreTracer tracer = FinishedSpans.tracer(writer, ChunkPolicy.SEND_ALL);
        long boundary = 1_800_000_010_000_000_000L;
        for (long end : new long[] {boundary - 1, boundary, boundary + 9_999_999_999L}) {
            tracer.buildSpan("job")
                    .withStartTime(boundary - 30_000_000_000L)
                    .start()
                    .finish(end);
        }
        aggregates.add(writer.spans());

        assertThat(aggregates.takeBefore(boundary)).singleElement().satisfies(group -> {
            assertThat(group.key().bucketStartNanos).isEqualTo(boundary - 10_000_000_000L);
            assertThat(group.hits()).isEqualTo(1);
        });
        assertThat(only().hits()).isEqualTo(2);
    }

    @Test
    void resources_that_are_ignored_are_not_counted_nor_what_is_below_an_ignored_root() {
        aggregates = new Aggregates(settings(2_048, List.of(), Set.of("GET /health", "select 1"), false), counters);
        aggregates.add(FinishedSpans.chunk(trace -> {
            trace.root.setResourceName("GET /health");
            trace.child("db", span -> span.setServiceName("h2"));
        }));
        assertThat(all()).isEmpty();

        aggregates.add(FinishedSpans.chunk(
                trace -> trace.child("db", span -> span.setServiceName("h2").setResourceName("select 1"))));
        assertThat(only().key().operation).isEqualTo("web.request");
    }

    @Test
    void too_many_values_of_one_part_become_one_until_the_next_interval() {
        for (int i = 0; i < 70; i++) {
            String operation = "operation-" + i;
            count(span -> span.setOperationName(operation).setResourceName("all"));
        }

        List<Aggregate> groups = all();
        assertThat(groups).hasSize(65);
        assertThat(groups)
                .filteredOn(group -> group.key().operation.equals("tracer_blocked_value"))
                .singleElement()
                .satisfies(group -> assertThat(group.hits()).isEqualTo(6));
        assertThat(counters.collapsedSpans.sum()).isEqualTo(6);

        count(span -> span.setOperationName("operation-69"));
        assertThat(only().key().operation).isEqualTo("operation-69");
    }

    @Test
    void calls_to_several_peers_in_turn_are_counted_for_each() {
        aggregates.follow(List.of("peer.service", "db.instance"), List.of());
        for (int i = 0; i < 4; i++) {
            count(span -> span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT).setTag("peer.service", "db"));
            count(span -> span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT)
                    .setTag("peer.service", "db")
                    .setTag("db.instance", "orders"));
            count(span -> span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT).setTag("db.instance", "orders"));
        }

        assertThat(aggregates.takeBefore(Long.MAX_VALUE))
                .extracting(group -> group.key().peerTags, Aggregate::hits)
                .containsExactlyInAnyOrder(
                        tuple(List.of("peer.service:db"), 4L),
                        tuple(List.of("peer.service:db", "db.instance:orders"), 4L),
                        tuple(List.of("db.instance:orders"), 4L));
    }

    @Test
    void too_many_values_of_a_peer_tag_keep_the_name_of_the_tag() {
        aggregates.follow(List.of("peer.service"), List.of());
        for (int i = 0; i < 513; i++) {
            String peer = "peer-" + i;
            count(span -> span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT).setTag("peer.service", peer));
        }

        assertThat(all())
                .filteredOn(group -> group.key().peerTags.equals(List.of("peer.service:tracer_blocked_value")))
                .hasSize(1);
    }

    @Test
    void the_group_that_was_not_met_for_longest_is_lost_when_there_are_too_many() {
        aggregates = new Aggregates(settings(2, List.of(), Set.of(), false), counters);
        count(span -> span.setOperationName("a"));
        count(span -> span.setOperationName("b"));
        count(span -> span.setOperationName("a"));
        count(span -> span.setOperationName("c"));

        assertThat(all()).extracting(group -> group.key().operation).containsExactlyInAnyOrder("a", "c");
        assertThat(counters.lostHits.sum()).isEqualTo(1);
    }

    @Test
    void services_are_written_as_the_agent_does_and_long_resources_cut() {
        count(span -> span.setServiceName("My Shop").setResourceName("é".repeat(6_000)));

        AggregateKey key = only().key();
        assertThat(key.service).isEqualTo("my_shop");
        assertThat(key.resource).hasSize(5_000);
    }

    @Test
    void counting_a_span_of_a_known_group_makes_no_garbage() {
        List<SpanData> chunk = FinishedSpans.chunk(trace -> trace.child("db", span -> span.setServiceName("h2")
                .setTag(Tags.SPAN_KIND, SpanKind.CLIENT)
                .setTag(Tags.HTTP_STATUS_CODE, 200)));

        assertThat(Allocation.bytesPerRun(() -> aggregates.add(chunk))).isLessThan(1);
    }

    private void count(Consumer<Span> settings) {
        aggregates.add(List.of(FinishedSpans.root(settings)));
    }

    private List<String> peerTags(String kind) {
        count(span -> span.setTag(Tags.SPAN_KIND, kind)
                .setTag("db.instance", "orders")
                .setTag("peer.service", "db"));
        return only().key().peerTags;
    }

    /** The groups of a child of the root, which is no top-level span by itself. */
    private List<Aggregate> countedChildren(Consumer<Span> settings) {
        aggregates.add(FinishedSpans.chunk(trace -> trace.child("child", settings)));
        return all().stream()
                .filter(group -> group.key().operation.equals("child"))
                .toList();
    }

    private Aggregate only() {
        List<Aggregate> groups = all();
        assertThat(groups).hasSize(1);
        return groups.get(0);
    }

    private List<Aggregate> all() {
        return aggregates.takeBefore(Long.MAX_VALUE);
    }

    private static StatsSettings settings(
            int aggregatesLimit, List<String> additionalTags, Set<String> ignoredResources, boolean byEndpoint) {
        return new StatsSettings(true, true, false, aggregatesLimit, additionalTags, ignoredResources, byEndpoint);
    }
}
