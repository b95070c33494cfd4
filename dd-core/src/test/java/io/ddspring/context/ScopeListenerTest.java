/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.metrics.Faults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeListenerTest {
    private static final ContextKey<String> NAME = ContextKey.named("name");

    private final Context a = Context.root().with(NAME, "a");
    private final Context b = Context.root().with(NAME, "b");
    private final List<String> changes = new ArrayList<>();

    @Test
    void it_is_told_of_every_change_after_it_happened() {
        try (ContextScope subscription = Context.addScopeListener(this::note)) {
            try (ContextScope outer = a.activate();
                    ContextScope again = a.activate();
                    ContextScope inner = b.activate()) {
                assertThat(changes).containsExactly("null>a", "a>b");
            }
        }

        assertThat(changes).containsExactly("null>a", "a>b", "b>a", "a>null");
    }

    @Test
    void it_sees_one_change_when_scopes_end_together() {
        try (ContextScope subscription = Context.addScopeListener(this::note)) {
            ContextScope first = a.activate();
            ContextScope second = b.activate();
            changes.clear();

            first.close();
            second.close();
        }

        assertThat(changes).containsExactly("b>null");
    }

    @Test
    void it_is_not_told_after_its_subscription_ended() {
        Context.addScopeListener(this::note).close();

        a.activate().close();

        assertThat(changes).isEmpty();
    }

    @Test
    void ending_one_subscription_twice_does_not_end_another_one_of_the_same_listener() {
        ScopeListener listener = this::note;
        ContextScope first = Context.addScopeListener(listener);
        try (ContextScope second = Context.addScopeListener(listener)) {
            first.close();
            first.close();

            a.activate().close();
        }

        assertThat(changes).containsExactly("null>a", "a>null");
    }

    static List<Throwable> survivableFailures() {
        return List.of(new IllegalStateException("no"), new AssertionError("no"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("survivableFailures")
    void a_failing_listener_is_counted_and_disturbs_nobody(Throwable failure) {
        long faultsBefore = Faults.shared().count("scope.listener");
        ScopeListener failing = (previous, current) -> sneakyThrow(failure);
        try (ContextScope one = Context.addScopeListener(failing);
                ContextScope two = Context.addScopeListener(this::note)) {
            ContextScope scope = a.activate();
            assertThat(Context.current()).isSameAs(a);
            scope.close();
        }

        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(changes).containsExactly("null>a", "a>null");
        assertThat(Faults.shared().count("scope.listener") - faultsBefore).isEqualTo(2);
    }

    @Test
    void a_fatal_error_of_a_listener_is_not_hidden_and_leaves_nothing_on_the_thread() {
        OutOfMemoryError failure = new OutOfMemoryError("no");
        try (ContextScope one = Context.addScopeListener((previous, current) -> sneakyThrow(failure))) {
            assertThatThrownBy(a::activate).isSameAs(failure);
        }

        assertThat(Context.current()).isSameAs(Context.root());
    }

    private void note(Context previous, Context current) {
        assertThat(Context.current()).isSameAs(current);
        changes.add(previous.get(NAME) + ">" + current.get(NAME));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
