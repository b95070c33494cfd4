/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextWrappingTest {
    private static final ContextKey<String> NAME = ContextKey.named("name");

    private final Context captured = Context.root().with(NAME, "captured");
    private final List<Context> seen = new ArrayList<>();

    @AfterEach
    void nothing_is_left_on_the_thread() {
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_task_runs_with_the_context_it_was_wrapped_in_every_time() {
        Runnable task = captured.wrap(() -> {
            seen.add(Context.current());
        });

        task.run();
        task.run();

        assertThat(seen).containsExactly(captured, captured);
    }

    @Test
    void a_callable_answers_and_fails_as_if_it_were_not_wrapped() throws Exception {
        IOException failure = new IOException("no");
        Callable<Context> current = captured.wrap((Callable<Context>) Context::current);
        Callable<Context> failing = captured.wrap((Callable<Context>) () -> {
            throw failure;
        });

        assertThat(current.call()).isSameAs(captured);
        assertThatThrownBy(failing::call).isSameAs(failure);
    }

    @Test
    void a_supplier_is_asked_with_the_context() {
        Supplier<Context> current = captured.wrapSupplier(Context::current);

        assertThat(current.get()).isSameAs(captured);
    }

    @Test
    void the_context_of_the_running_thread_is_restored_when_the_task_fails() {
        IllegalStateException failure = new IllegalStateException("no");
        Runnable failing = captured.wrap((Runnable) () -> {
            throw failure;
        });
        Context own = Context.root().with(NAME, "own");

        try (ContextScope scope = own.activate()) {
            assertThatThrownBy(failing::run).isSameAs(failure);
            assertThat(Context.current()).isSameAs(own);
        }
    }

    @Test
    void an_executor_runs_tasks_with_the_context_of_their_submission() {
        List<Runnable> queue = new ArrayList<>();
        Executor executor = Context.propagatingTo(queue::add);

        try (ContextScope scope = captured.activate()) {
            executor.execute(() -> seen.add(Context.current()));
        }
        executor.execute(() -> seen.add(Context.current()));
        queue.forEach(Runnable::run);

        assertThat(seen).containsExactly(captured, Context.root());
    }
}
