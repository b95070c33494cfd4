/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.ContextScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedContextsTest {
    private static final ContextKey<String> THEIR_KEY = ContextKey.named("theirs");
    private static final io.ddspring.context.ContextKey<String> OUR_KEY = io.ddspring.context.ContextKey.named("ours");

    private final BridgedTracing tracing = new BridgedTracing();
    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        otherThread.shutdownNow();
        tracing.close();
        assertThat(io.ddspring.context.Context.current()).isSameAs(io.ddspring.context.Context.root());
    }

    @Test
    void contexts_are_shared_when_the_bridge_comes_first() {
        assertThat(tracing.bridge.sharesContext()).isTrue();
    }

    @Test
    void nothing_is_current_at_first() {
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(Span.current()).isSameAs(Span.getInvalid());
    }

    @Test
    void our_active_span_is_the_current_one() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours)) {
            assertThat(Span.current()).isEqualTo(new BridgedSpan(ours, null));
            assertThat(Span.current().getSpanContext().getSpanId())
                    .isEqualTo(ours.context().spanIdHex());
            assertThat(Span.current().isRecording()).isTrue();
        }
        assertThat(Span.current()).isSameAs(Span.getInvalid());
        ours.finish();
    }

    @Test
    void the_current_span_is_our_active_one() {
        Span theirs = tracing.start("theirs");
        try (Scope scope = theirs.makeCurrent()) {
            assertThat(Span.current()).isSameAs(theirs);
            assertThat(tracing.tracer.activeSpan().context().spanIdHex())
                    .isEqualTo(theirs.getSpanContext().getSpanId());
        }
        assertThat(tracing.tracer.activeSpan()).isSameAs(io.ddspring.trace.Span.noop());
    }

    @Test
    void the_attached_context_is_the_current_one() {
        Context context = Context.current().with(THEIR_KEY, "a");
        try (Scope scope = context.makeCurrent()) {
            assertThat(Context.current()).isSameAs(context);
            try (Scope again = Context.current().makeCurrent()) {
                assertThat(again).isSameAs(Scope.noop());
            }
            assertThat(Context.current()).isSameAs(context);
        }
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void their_values_are_seen_inside_our_scopes_and_ours_inside_theirs() {
        try (Scope theirs = Context.current().with(THEIR_KEY, "a").makeCurrent()) {
            io.ddspring.trace.Span span = tracing.tracer.startSpan("work");
            try (io.ddspring.trace.Scope ours = tracing.tracer.activate(span);
                    ContextScope value = io.ddspring.context.Context.current()
                            .with(OUR_KEY, "b")
                            .activate()) {
                assertThat(Context.current().get(THEIR_KEY)).isEqualTo("a");
                assertThat(Span.current()).isEqualTo(new BridgedSpan(span, null));
                try (Scope inner = Context.current().with(THEIR_KEY, "c").makeCurrent()) {
                    assertThat(io.ddspring.context.Context.current().get(OUR_KEY))
                            .isEqualTo("b");
                    assertThat(tracing.tracer.activeSpan()).isSameAs(span);
                    assertThat(Context.current().get(THEIR_KEY)).isEqualTo("c");
                }
                assertThat(Context.current().get(THEIR_KEY)).isEqualTo("a");
            }
            assertThat(Context.current().get(THEIR_KEY)).isEqualTo("a");
            assertThat(Span.current()).isSameAs(Span.getInvalid());
        }
    }

    @Test
    void our_span_inside_theirs_gives_way_to_it_again() {
        Span theirs = tracing.start("theirs");
        try (Scope scope = theirs.makeCurrent()) {
            io.ddspring.trace.Span ours = tracing.tracer.startSpan("ours");
            try (io.ddspring.trace.Scope inner = tracing.tracer.activate(ours)) {
                assertThat(Span.current()).isEqualTo(new BridgedSpan(ours, null));
            }
            assertThat(Span.current()).isSameAs(theirs);
            ours.finish();
        }
    }

    @Test
    void a_context_without_span_has_none_in_our_world_either() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("ours");
        try (io.ddspring.trace.Scope outer = tracing.tracer.activate(ours);
                ContextScope value =
                        io.ddspring.context.Context.current().with(OUR_KEY, "b").activate()) {
            try (Scope root = Context.root().makeCurrent()) {
                assertThat(tracing.tracer.activeSpan()).isSameAs(io.ddspring.trace.Span.noop());
                assertThat(Span.current()).isSameAs(Span.getInvalid());
                // What other products keep is not about spans.
                assertThat(io.ddspring.context.Context.current().get(OUR_KEY)).isEqualTo("b");
            }
            assertThat(tracing.tracer.activeSpan()).isSameAs(ours);
        }
    }

    @Test
    void no_span_of_ours_hides_theirs() {
        Span theirs = tracing.start("theirs");
        try (Scope scope = theirs.makeCurrent();
                ContextScope without = io.ddspring.context.Context.current()
                        .without(io.ddspring.trace.Span.CONTEXT_KEY)
                        .activate()) {
            assertThat(Span.current().getSpanContext().isValid()).isFalse();
        }
    }

    @Test
    void both_worlds_go_to_another_thread_with_a_context_of_theirs() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("ours");
        Runnable task;
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours);
                ContextScope value =
                        io.ddspring.context.Context.current().with(OUR_KEY, "b").activate()) {
            task = Context.current().with(THEIR_KEY, "a").wrap((Runnable)
                    () -> seen.complete(tracing.tracer.activeSpan().context().spanIdHex()
                            + io.ddspring.context.Context.current().get(OUR_KEY)
                            + Context.current().get(THEIR_KEY)));
        }
        otherThread.execute(task);

        assertThat(seen)
                .succeedsWithin(5, TimeUnit.SECONDS)
                .isEqualTo(ours.context().spanIdHex() + "ba");
    }

    @Test
    void both_worlds_go_to_another_thread_with_an_executor_of_theirs() {
        Span theirs = tracing.start("theirs");
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        try (Scope scope = theirs.makeCurrent()) {
            Context.taskWrapping(otherThread).execute(() -> {
                seen.complete(Span.current() == theirs
                        && tracing.tracer
                                .activeSpan()
                                .context()
                                .spanIdHex()
                                .equals(theirs.getSpanContext().getSpanId()));
            });
        }

        assertThat(seen).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(true);
    }

    @Test
    void both_worlds_go_to_another_thread_with_a_context_of_ours() {
        Span theirs = tracing.start("theirs");
        Runnable task;
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        try (Scope scope = Context.current().with(THEIR_KEY, "a").with(theirs).makeCurrent()) {
            task = io.ddspring.context.Context.current().wrap((Runnable) () -> seen.complete(
                    Span.current() == theirs && "a".equals(Context.current().get(THEIR_KEY))));
        }
        otherThread.execute(task);

        assertThat(seen).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(true);
        assertThat(CompletableFuture.supplyAsync(Context::current, otherThread))
                .succeedsWithin(5, TimeUnit.SECONDS)
                .isSameAs(Context.root());
    }

    @Test
    void scopes_closed_in_the_wrong_order_leave_nothing_behind() {
        Span first = tracing.start("first");
        Span second = tracing.start("second");
        Scope outer = first.makeCurrent();
        Scope inner = second.makeCurrent();
        outer.close();
        assertThat(Span.current()).isSameAs(second);
        inner.close();
        inner.close();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_scope_closed_on_another_thread_stays_open() {
        Span span = tracing.start("span");
        Scope scope = span.makeCurrent();
        assertThat(CompletableFuture.runAsync(scope::close, otherThread)).succeedsWithin(5, TimeUnit.SECONDS);
        assertThat(Span.current()).isSameAs(span);
        scope.close();
    }

    @Test
    void a_chain_of_tasks_keeps_no_contexts_alive() {
        Context context = Context.current().with(THEIR_KEY, "0");
        for (int i = 0; i < 50; i++) {
            try (Scope scope = context.makeCurrent();
                    ContextScope value = io.ddspring.context.Context.current()
                            .with(OUR_KEY, "step " + i)
                            .activate()) {
                context = Context.current();
            }
        }

        assertThat(context.toString()).contains("step 49").doesNotContain("step 48");
    }

    @Test
    void without_a_bridge_the_contexts_are_apart() {
        tracing.bridge.close();
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("ours");
        Context theirs = Context.root().with(THEIR_KEY, "a");
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours);
                Scope second = theirs.makeCurrent()) {
            assertThat(Context.current()).isSameAs(theirs);
            assertThat(Span.current()).isSameAs(Span.getInvalid());
            assertThat(tracing.tracer.activeSpan()).isSameAs(ours);
        }
        assertThat(Context.current()).isSameAs(Context.root());
    }
}
