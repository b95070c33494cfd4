/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteParentTest {
    private static final long HIGH = 0x640cfd8d00000000L;
    private static final long LOW = 0xffff_ffff_ffff_fffeL;
    private static final SpanLink LINK = new SpanLink(1, 2, 3, 1, null, Map.of("reason", "terminated_context"));

    private final AtomicInteger samplerCalls = new AtomicInteger();
    private final Engine engine = new Engine(builder -> builder.sampler(root -> {
        samplerCalls.incrementAndGet();
        return new SamplingDecision(SamplingPriority.SAMPLER_KEEP, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 0.5);
    }));

    @Test
    void the_trace_is_continued() {
        Span span = continued(remote(SamplingPriority.USER_KEEP));
        span.finish();

        SpanData sent = engine.sent();
        assertThat(sent.traceIdHigh()).isEqualTo(HIGH);
        assertThat(sent.traceIdLow()).isEqualTo(LOW);
        assertThat(sent.parentId()).isEqualTo(-5);
        assertThat(sent.spanId()).isNotEqualTo(-5).isNotZero();
        assertThat(sent.isLocalRoot()).isTrue();
        assertThat(span.localRoot()).isSameAs(span);
        assertThat(span.context().isRemote()).isFalse();
    }

    @Test
    void what_came_with_it_is_handed_on() {
        SpanContext context = continued(remote(SamplingPriority.USER_KEEP)).context();

        assertThat(context.traceIdHex()).isEqualTo("640cfd8d00000000fffffffffffffffe");
        assertThat(context.origin()).isEqualTo("synthetics");
        assertThat(context.baggage()).isEqualTo(Map.of("user.id", "7"));
        assertThat(context.foreignTracestate()).isEqualTo("foo=1");
        assertThat(context.propagationTags().get("_dd.p.usr.id")).isEqualTo("abc=");
        assertThat(context.propagationTags().get("_dd.p.ksr")).isEqualTo("1.000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2})
    void an_inherited_priority_is_used_as_it_is(int priority) {
        Span span = continued(remote(priority));
        assertThat(span.context().decideSamplingPriority()).isEqualTo(priority);
        span.finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, Double.NaN)).isEqualTo(priority);
        assertThat(RecordedSpans.metrics(engine.sent())).doesNotContainKey(Tags.AGENT_PSR);
        assertThat(samplerCalls).hasValue(0);
    }

    @Test
    void the_decision_maker_of_a_kept_trace_is_handed_on_and_that_of_a_dropped_one_is_not() {
        assertThat(continued(remote(SamplingPriority.USER_KEEP))
                        .context()
                        .propagationTags()
                        .get("_dd.p.dm"))
                .isEqualTo("-8");
        assertThat(continued(remote(SamplingPriority.USER_DROP))
                        .context()
                        .propagationTags()
                        .get("_dd.p.dm"))
                .isNull();
    }

    @Test
    void the_received_tags_are_there_before_anybody_decides() {
        assertThat(continued(remote(SamplingPriority.UNSET)).context().propagationTags())
                .isEqualTo(remote(SamplingPriority.UNSET).propagationTags());
    }

    @Test
    void without_an_inherited_priority_the_sampler_decides_and_reports_no_rate_metric() {
        Span span = continued(remote(SamplingPriority.UNSET));
        span.finish();

        SpanData sent = engine.sent();
        assertThat(samplerCalls).hasValue(1);
        assertThat(sent.metric(Tags.SAMPLING_PRIORITY, Double.NaN)).isEqualTo(1);
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-1");
        assertThat(sent.tag("_dd.p.ksr")).isEqualTo("0.5");
        assertThat(RecordedSpans.metrics(sent)).doesNotContainKey(Tags.AGENT_PSR);
    }

    @Test
    void an_inherited_drop_can_be_overridden_by_keeping_by_hand() {
        Span span = continued(remote(SamplingPriority.SAMPLER_DROP));
        span.setTag(Tags.MANUAL_KEEP, true).finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, Double.NaN)).isEqualTo(2);
        assertThat(engine.sent().tag("_dd.p.dm")).isEqualTo("-4");
        assertThat(engine.sent().tag("_dd.p.ksr")).isNull();
    }

    @Test
    void an_inherited_keep_cannot_be_overridden_by_dropping_by_hand() {
        Span span = continued(remote(SamplingPriority.SAMPLER_KEEP));
        span.setTag(Tags.MANUAL_DROP, true).finish();

        assertThat(engine.sent().metric(Tags.SAMPLING_PRIORITY, Double.NaN)).isEqualTo(1);
        assertThat(engine.sent().tag("_dd.p.dm")).isEqualTo("-8");
    }

    @Test
    void the_local_root_shows_last_parent_links_and_error() {
        Span span = continued(remote(SamplingPriority.USER_KEEP));
        engine.child(span).finish();
        span.finish();

        SpanData root = engine.sent(span);
        assertThat(root.tag(Tags.LAST_PARENT_ID)).isEqualTo("00000000000000ab");
        assertThat(root.tag(Tags.PROPAGATION_ERROR)).isEqualTo("decoding_error");
        assertThat(root.links()).containsExactly(LINK);
        SpanData child = engine.chunk().get(1);
        assertThat(RecordedSpans.meta(child)).doesNotContainKeys(Tags.LAST_PARENT_ID, Tags.PROPAGATION_ERROR);
        assertThat(child.links()).isEmpty();
    }

    @Test
    void an_error_of_sending_is_shown_unless_receiving_failed_already() {
        Span fine = continued(RemoteSpanContext.of(0, 1, 2, 1));
        Span child = engine.child(fine);
        child.context().reportPropagationError("inject_max_size");
        child.finish();
        Span faulty = continued(remote(SamplingPriority.USER_KEEP));
        faulty.context().reportPropagationError("inject_max_size");

        assertThat(finished(fine).tag(Tags.PROPAGATION_ERROR)).isEqualTo("inject_max_size");
        assertThat(engine.sent(child).tag(Tags.PROPAGATION_ERROR)).isNull();
        assertThat(finished(faulty).tag(Tags.PROPAGATION_ERROR)).isEqualTo("decoding_error");
    }

    @Test
    void a_64_bit_trace_id_stays_one() {
        Span span = continued(RemoteSpanContext.of(0, 1, 2, 1));
        span.finish();

        assertThat(engine.sent().traceIdHigh()).isZero();
        assertThat(engine.sent().tag("_dd.p.tid")).isNull();
    }

    @Test
    void a_128_bit_trace_id_is_continued_even_if_new_ones_have_64() {
        Engine small = new Engine(builder -> builder.generate128BitIds(false));
        Span own = small.root();
        own.finish();
        Span span = small.tracer
                .buildSpan("web")
                .asChildOf(remote(SamplingPriority.USER_KEEP))
                .start();
        span.finish();

        assertThat(small.sent(own).traceIdHigh()).isZero();
        assertThat(small.sent(own).tag("_dd.p.tid")).isNull();
        assertThat(small.sent(span).tag("_dd.p.tid")).isEqualTo("640cfd8d00000000");
    }

    @Test
    void a_context_without_a_trace_gives_a_new_trace_its_origin_baggage_links_and_error_only() {
        RemoteSpanContext partial = RemoteSpanContext.builder(0, 0, 9)
                .samplingPriority(SamplingPriority.USER_KEEP)
                .origin("rum")
                .propagationTags(PropagationTags.EMPTY.with("_dd.p.dm", "-4"))
                .baggage(Map.of("user.id", "7"))
                .links(List.of(LINK))
                .propagationError("decoding_error")
                .build();
        Span span = continued(partial);
        span.finish();

        SpanData sent = engine.sent();
        assertThat(sent.traceIdLow()).isNotZero();
        assertThat(sent.traceIdHigh()).isNotZero();
        assertThat(sent.parentId()).isZero();
        assertThat(sent.tag(Tags.ORIGIN)).isEqualTo("rum");
        assertThat(sent.tag(Tags.PROPAGATION_ERROR)).isEqualTo("decoding_error");
        assertThat(sent.links()).containsExactly(LINK);
        assertThat(span.context().baggage()).isEqualTo(Map.of("user.id", "7"));
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-1");
        assertThat(sent.metric(Tags.SAMPLING_PRIORITY, Double.NaN)).isEqualTo(1);
        assertThat(sent.metric(Tags.AGENT_PSR, -1)).isEqualTo(0.5);
        assertThat(samplerCalls).hasValue(1);
    }

    @Test
    void baggage_belongs_to_the_whole_trace_and_can_be_changed() {
        Span span = continued(remote(SamplingPriority.USER_KEEP));
        Span child = engine.child(span);
        child.setBaggageItem("account", "a").setBaggageItem("user.id", null);

        assertThat(span.context().baggage()).isEqualTo(Map.of("account", "a"));
    }

    @Test
    void baggage_can_be_read_and_removed_through_every_span_of_the_trace() {
        Span span = continued(remote(SamplingPriority.USER_KEEP));
        Span child = engine.child(span);
        span.setBaggageItem("account", "a");

        assertThat(child.baggageItem("account")).isEqualTo("a");
        assertThat(child.baggage()).isEqualTo(Map.of("user.id", "7", "account", "a"));
        child.removeBaggageItem("user.id");
        assertThat(span.baggageItem("user.id")).isNull();
        child.removeAllBaggage();
        assertThat(span.baggage()).isEmpty();
    }

    @Test
    void only_received_baggage_becomes_tags_and_only_of_the_local_root() {
        Engine tagging = new Engine(builder -> builder.baggageTagKeys(List.of("user.id", "account")));
        Span span = tagging.tracer
                .buildSpan("web")
                .asChildOf(remote(SamplingPriority.USER_KEEP))
                .start()
                .setBaggageItem("account", "a");
        Span child = tagging.child(span);
        child.finish();
        span.finish();

        assertThat(tagging.sent(span).tag("baggage.user.id")).isEqualTo("7");
        assertThat(tagging.sent(span).tag("baggage.account")).isNull();
        assertThat(tagging.sent(child).tag("baggage.user.id")).isNull();
    }

    @Test
    void a_context_of_somebody_elses_making_is_continued_like_a_remote_one() {
        SpanContext foreign = new ForeignContext(remote(SamplingPriority.USER_KEEP));
        Span span = engine.tracer.buildSpan("web").asChildOf(foreign).start();

        assertThat(span.context().traceIdHex()).isEqualTo(foreign.traceIdHex());
        assertThat(span.data().parentId()).isEqualTo(foreign.spanId());
        assertThat(span.context().samplingPriority()).isEqualTo(2);
        assertThat(span.context().origin()).isEqualTo("synthetics");
        assertThat(span.context().baggage()).isEqualTo(foreign.baggage());
    }

    private Span continued(RemoteSpanContext remote) {
        return engine.tracer.buildSpan("web").asChildOf(remote).start();
    }

    private SpanData finished(Span span) {
        span.finish();
        return engine.sent(span);
    }

    private static RemoteSpanContext remote(int priority) {
        return RemoteSpanContext.builder(HIGH, LOW, -5)
                .samplingPriority(priority)
                .origin("synthetics")
                .propagationTags(PropagationTags.EMPTY
                        .with("_dd.p.dm", "-8")
                        .with("_dd.p.ksr", "1.000000")
                        .with("_dd.p.usr.id", "abc="))
                .foreignTracestate("foo=1")
                .lastDatadogParentId("00000000000000ab")
                .baggage(Map.of("user.id", "7"))
                .links(List.of(LINK))
                .propagationError("decoding_error")
                .build();
    }

    /** As an adapter for another tracing API would make one. */
    private record ForeignContext(RemoteSpanContext delegate) implements SpanContext {
        @Override
        public long traceIdHigh() {
            return delegate.traceIdHigh();
        }

        @Override
        public long traceIdLow() {
            return delegate.traceIdLow();
        }

        @Override
        public long spanId() {
            return delegate.spanId();
        }

        @Override
        public int samplingPriority() {
            return delegate.samplingPriority();
        }

        @Override
        public int decideSamplingPriority() {
            return delegate.decideSamplingPriority();
        }

        @Override
        public String origin() {
            return delegate.origin();
        }

        @Override
        public PropagationTags propagationTags() {
            return delegate.propagationTags();
        }

        @Override
        public String foreignTracestate() {
            return delegate.foreignTracestate();
        }

        @Override
        public Map<String, String> baggage() {
            return delegate.baggage();
        }

        @Override
        public boolean isRemote() {
            return true;
        }
    }
}
