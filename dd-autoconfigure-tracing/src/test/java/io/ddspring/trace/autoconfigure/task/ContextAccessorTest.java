/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.context.ContextScope;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ContextAccessorTest {
    private static final ContextKey<String> KEY = ContextKey.named("key");

    private final Context context = Context.root().with(KEY, "value");
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().build();

    @AfterEach
    void nothing_is_left_on_the_thread() {
        Hooks.disableAutomaticContextPropagation();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void the_service_loader_finds_it() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .anyMatch(accessor -> accessor.key().equals("datadog.context"));
    }

    @Test
    void a_snapshot_carries_the_context_to_another_thread_and_cleans_up() throws Exception {
        ContextSnapshot snapshot;
        try (ContextScope scope = context.activate()) {
            snapshot = snapshots.captureAll();
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(executor.submit(() -> snapshot.wrap(Context::current).call())
                            .get(5, TimeUnit.SECONDS))
                    .isSameAs(context);
            assertThat(executor.submit(Context::current).get(5, TimeUnit.SECONDS))
                    .isSameAs(Context.root());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void a_snapshot_without_context_hides_the_one_of_the_thread_and_restores_it() {
        ContextSnapshot empty =
                ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
        try (ContextScope scope = context.activate()) {
            try (ContextSnapshot.Scope hidden = empty.setThreadLocals()) {
                assertThat(Context.current()).isSameAs(Context.root());
            }
            assertThat(Context.current()).isSameAs(context);
        }
    }

    @Test
    void nothing_is_captured_where_there_is_no_context() {
        assertThat(new ContextAccessor().getValue()).isNull();
    }

    @Test
    void setting_the_same_context_again_changes_nothing() {
        ContextAccessor accessor = new ContextAccessor();
        accessor.setValue(context);
        accessor.setValue(context);
        assertThat(Context.current()).isSameAs(context);

        accessor.restore();
        accessor.restore();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void reactor_carries_it_to_every_operator_when_propagation_is_automatic() {
        Hooks.enableAutomaticContextPropagation();
        List<Context> seen = new ArrayList<>();
        Mono<String> chain = Mono.just("x")
                .publishOn(Schedulers.parallel())
                .map(x -> {
                    seen.add(Context.current());
                    return x;
                })
                .publishOn(Schedulers.single())
                .doOnNext(x -> seen.add(Context.current()));
        try (ContextScope scope = context.activate()) {
            chain.block();
        }

        assertThat(seen).containsExactly(context, context);
    }

    @Test
    void no_thread_of_reactor_keeps_it() throws Exception {
        Hooks.enableAutomaticContextPropagation();
        for (int i = 0; i < 1_000; i++) {
            try (ContextScope scope = context.activate()) {
                Flux.range(1, 2)
                        .publishOn(Schedulers.parallel())
                        .map(x -> x + 1)
                        .publishOn(Schedulers.single())
                        .blockLast();
            }
        }
        for (int i = 0; i < 2 * Schedulers.DEFAULT_POOL_SIZE; i++) {
            CompletableFuture<Context> after = new CompletableFuture<>();
            Schedulers.parallel().schedule(() -> after.complete(Context.current()));
            assertThat(after.get(5, TimeUnit.SECONDS)).isSameAs(Context.root());
        }
    }
}
