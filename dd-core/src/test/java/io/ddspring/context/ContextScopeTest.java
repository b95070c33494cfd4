/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ContextScopeTest {
    private static final ContextKey<String> NAME = ContextKey.named("name");
    private static final int DEFAULT_LIMIT = 100;

    private final Context a = Context.root().with(NAME, "a");
    private final Context b = Context.root().with(NAME, "b");
    private final Context c = Context.root().with(NAME, "c");

    @AfterEach
    void nothing_is_left_on_the_thread() {
        Context.limitOpenScopes(DEFAULT_LIMIT);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_context_is_current_until_its_scope_is_closed() {
        ContextScope scope = a.activate();
        assertThat(Context.current()).isSameAs(a);

        scope.close();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void closing_an_inner_scope_restores_the_outer_context() {
        try (ContextScope outer = a.activate()) {
            try (ContextScope inner = b.activate()) {
                assertThat(Context.current()).isSameAs(b);
            }
            assertThat(Context.current()).isSameAs(a);
        }
    }

    @Test
    void the_empty_context_can_be_activated_over_another_one() {
        try (ContextScope outer = a.activate()) {
            try (ContextScope inner = Context.root().activate()) {
                assertThat(Context.current()).isSameAs(Context.root());
            }
            assertThat(Context.current()).isSameAs(a);
        }
    }

    @Test
    void closing_twice_does_not_close_somebody_elses_scope_of_the_same_context() {
        ContextScope first = a.activate();
        first.close();
        ContextScope second = a.activate();

        first.close();
        assertThat(Context.current()).isSameAs(a);

        second.close();
    }

    @Test
    void activating_the_current_context_again_changes_nothing() {
        try (ContextScope outer = a.activate()) {
            ContextScope again = a.activate();
            assertThat(again).isSameAs(ContextScope.NOOP);

            again.close();
            assertThat(Context.current()).isSameAs(a);
        }
    }

    @Test
    void a_scope_closed_too_early_ends_when_the_later_one_ends() {
        ContextScope first = a.activate();
        ContextScope second = b.activate();

        first.close();
        assertThat(Context.current()).isSameAs(b);

        second.close();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void scopes_closed_in_the_order_of_opening_leave_nothing_behind() {
        ContextScope first = a.activate();
        ContextScope second = b.activate();
        ContextScope third = a.activate();

        first.close();
        second.close();
        assertThat(Context.current()).isSameAs(a);

        third.close();
    }

    @Test
    void a_scope_closed_too_early_does_not_end_an_older_one_that_is_open() {
        ContextScope first = a.activate();
        ContextScope second = b.activate();
        ContextScope third = c.activate();

        second.close();
        third.close();
        assertThat(Context.current()).isSameAs(a);

        first.close();
    }

    @Test
    void closing_on_another_thread_does_nothing_on_either() {
        ContextScope scope = a.activate();

        CompletableFuture.runAsync(() -> {
                    try (ContextScope own = a.activate()) {
                        scope.close();
                        assertThat(Context.current()).isSameAs(a);
                    }
                })
                .join();

        assertThat(Context.current()).isSameAs(a);
        scope.close();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_new_thread_starts_with_the_empty_context() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (ContextScope scope = a.activate()) {
            assertThat(executor.submit(Context::current).get()).isSameAs(Context.root());
        } finally {
            executor.shutdown();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void every_virtual_thread_has_a_context_of_its_own() throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (ContextScope scope = a.activate()) {
            Context inside = executor.submit(() -> {
                        try (ContextScope own = b.activate()) {
                            Thread.yield();
                            return Context.current();
                        }
                    })
                    .get();

            assertThat(inside).isSameAs(b);
            assertThat(executor.submit(Context::current).get()).isSameAs(Context.root());
            assertThat(Context.current()).isSameAs(a);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void more_scopes_than_allowed_change_nothing() {
        Context.limitOpenScopes(2);
        try (ContextScope first = a.activate();
                ContextScope second = b.activate();
                ContextScope third = c.activate()) {
            assertThat(Context.current()).isSameAs(b);
        }
    }

    @Test
    void a_hundred_nested_scopes_are_allowed_unless_said_otherwise() {
        Deque<ContextScope> scopes = new ArrayDeque<>();
        for (int i = 0; i < DEFAULT_LIMIT; i++) {
            scopes.push(Context.root().with(NAME, "number " + i).activate());
        }
        scopes.push(a.activate());
        assertThat(Context.current().get(NAME)).isEqualTo("number 99");

        scopes.forEach(ContextScope::close);
    }

    @Test
    void one_scope_is_the_least_that_can_be_allowed() {
        Context.limitOpenScopes(1);
        try (ContextScope first = a.activate();
                ContextScope second = b.activate()) {
            assertThat(Context.current()).isSameAs(a);
        }
    }

    @Test
    void a_limit_that_would_allow_no_scope_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Context.limitOpenScopes(0))
                .withMessageContaining("0");
    }
}
