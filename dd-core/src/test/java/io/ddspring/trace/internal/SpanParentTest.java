/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanParentTest {
    private final Engine engine = new Engine();

    @Test
    void a_span_is_the_child_of_the_active_one() {
        Span root = engine.root();
        Span child;
        try (Scope scope = engine.tracer.activate(root)) {
            child = engine.tracer.startSpan("work");
        }
        child.finish();
        root.finish();

        assertThat(engine.sent(child).parentId()).isEqualTo(root.context().spanId());
        assertThat(engine.sent(child).traceIdLow()).isEqualTo(root.context().traceIdLow());
        assertThat(engine.sent(child).traceIdHigh()).isEqualTo(root.context().traceIdHigh());
    }

    @Test
    void the_parent_is_the_span_that_is_active_when_the_span_starts() {
        var builder = engine.tracer.buildSpan("work");
        Span root = engine.root();
        try (Scope scope = engine.tracer.activate(root)) {
            assertThat(builder.start().localRoot()).isSameAs(root);
        }
    }

    @Test
    void a_chosen_parent_wins_over_the_active_span() {
        Span active = engine.root();
        Span chosen = engine.root();
        try (Scope scope = engine.tracer.activate(active)) {
            Span bySpan = engine.child(chosen);
            Span byContext =
                    engine.tracer.buildSpan("work").asChildOf(chosen.context()).start();

            assertThat(bySpan.localRoot()).isSameAs(chosen);
            assertThat(byContext.localRoot()).isSameAs(chosen);
            assertThat(byContext.data().parentId()).isEqualTo(chosen.context().spanId());
        }
    }

    @Test
    void a_span_may_ignore_the_active_one() {
        Span active = engine.root();
        try (Scope scope = engine.tracer.activate(active)) {
            for (Span span : List.of(
                    engine.tracer.buildSpan("own").ignoreActiveSpan().start(),
                    engine.tracer.buildSpan("own").asChildOf((Span) null).start(),
                    engine.tracer.buildSpan("own").asChildOf((SpanContext) null).start())) {
                assertThat(span.localRoot()).isSameAs(span);
                assertThat(span.data().parentId()).isZero();
                assertThat(span.context().traceIdLow())
                        .isNotEqualTo(active.context().traceIdLow());
            }
        }
    }

    @Test
    void only_the_first_span_is_the_local_root() {
        Span root = engine.root();
        Span child = engine.child(root);
        Span leaf = engine.child(child);

        assertThat(leaf.localRoot()).isSameAs(root);
        assertThat(root.localRoot()).isSameAs(root);
        assertThat(root.data().isLocalRoot()).isTrue();
        assertThat(leaf.data().isLocalRoot()).isFalse();
    }

    @Test
    void children_of_the_span_that_records_nothing_record_nothing() {
        try (Scope scope = engine.tracer.activate(Span.noop())) {
            assertThat(engine.tracer.startSpan("work")).isSameAs(Span.noop());
        }
        Span child = engine.child(Span.noop());
        child.setTag("a", "b").finish();

        assertThat(child).isSameAs(Span.noop());
        assertThat(engine.chunks()).isEmpty();
        assertThat(engine.health.spansStarted.sum()).isZero();
    }

    @Test
    void a_span_records_again_below_nothing_when_it_ignores_the_active_one() {
        try (Scope scope = engine.tracer.activate(Span.noop())) {
            assertThat(engine.root().isRecording()).isTrue();
        }
    }

    @Test
    void a_child_may_start_after_its_parent_was_sent() {
        Span root = engine.root();
        root.finish();
        Span late = engine.child(root);
        late.finish();

        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.sent(late).parentId()).isEqualTo(root.context().spanId());
        assertThat(engine.sent(late).isLocalRoot()).isFalse();
    }

    @Test
    void the_span_that_finished_last_comes_first() {
        Span root = engine.root();
        Span first = engine.child(root);
        Span second = engine.child(root);
        first.finish();
        second.finish();
        root.finish();

        assertThat(engine.chunk())
                .extracting(SpanData::spanId)
                .containsExactly(
                        root.context().spanId(),
                        second.context().spanId(),
                        first.context().spanId());
    }

    @Test
    void a_child_has_the_service_of_its_parent_and_who_chose_it() {
        Span root = engine.root();
        Span consumer = engine.tracer
                .buildSpan("consume")
                .asChildOf(root)
                .withServiceName("kafka", "java-kafka")
                .start();
        Span inherited = engine.child(consumer);
        Span own = engine.tracer
                .buildSpan("own")
                .asChildOf(consumer)
                .withServiceName("mine")
                .start();
        finish(own, inherited, consumer, root);

        assertService(root, "shop", null);
        assertService(consumer, "kafka", "java-kafka");
        assertService(inherited, "kafka", "java-kafka");
        assertService(own, "mine", "m");
    }

    @Test
    void a_child_that_started_earlier_keeps_the_service_it_inherited() {
        Span root = engine.root();
        Span before = engine.child(root);
        root.setServiceName("renamed");
        Span after = engine.child(root);
        finish(after, before, root);

        assertService(before, "shop", null);
        assertService(after, "renamed", "m");
    }

    @Test
    void an_empty_service_name_changes_nothing() {
        Span root = engine.root();
        root.setServiceName("").setServiceName("", "java-jdbc");
        root.finish();

        assertService(root, "shop", null);
    }

    @Test
    void service_names_are_replaced_as_configured() {
        Engine mapped = new Engine(builder -> builder.serviceMapping(Map.of("shop", "store", "h2", "db")));
        Span root = mapped.root();
        Span query = mapped.tracer
                .buildSpan("h2.query")
                .asChildOf(root)
                .withServiceName("h2", "java-jdbc")
                .start();
        Span other = mapped.tracer
                .buildSpan("other")
                .asChildOf(root)
                .withServiceName("redis")
                .start();
        finish(other, query, root);

        assertThat(mapped.sent(root).serviceName()).isEqualTo("store");
        assertThat(mapped.sent(query).serviceName()).isEqualTo("db");
        assertThat(mapped.sent(query).tag(Tags.SERVICE_SOURCE)).isEqualTo("java-jdbc");
        assertThat(mapped.sent(other).serviceName()).isEqualTo("redis");
    }

    private void assertService(Span span, String name, String source) {
        assertThat(engine.sent(span).serviceName()).isEqualTo(name);
        assertThat(engine.sent(span).tag(Tags.SERVICE_SOURCE)).isEqualTo(source);
    }

    private static void finish(Span... spans) {
        for (Span span : spans) {
            span.finish();
        }
    }
}
