/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.ddspring.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private static final EventType<String, Void> OPENED = EventType.notification("opened");
    private static final EventType<String, Void> CLOSED = EventType.notification("closed");
    private static final EventType<String, Integer> MAY_PASS = EventType.question("may-pass");

    private final EventHub hub = new EventHub();
    private final List<String> heard = new ArrayList<>();

    @Test
    void a_listener_hears_the_events_of_its_type_only() {
        hub.on(OPENED, heard::add);

        hub.dispatch(OPENED, "a");
        hub.dispatch(CLOSED, "b");

        assertThat(heard).containsExactly("a");
    }

    @Test
    void two_types_of_the_same_name_are_different_types() {
        hub.on(EventType.<String>notification("opened"), heard::add);

        hub.dispatch(OPENED, "a");

        assertThat(heard).isEmpty();
    }

    @Test
    void listeners_are_called_by_priority_and_then_in_the_order_of_subscription() {
        hub.on(OPENED, 5, event -> heard.add("late"));
        hub.on(OPENED, event -> heard.add("first of the middle"));
        hub.on(OPENED, 0, event -> heard.add("second of the middle"));
        hub.on(OPENED, -5, event -> heard.add("early"));

        hub.dispatch(OPENED, "a");

        assertThat(heard).containsExactly("early", "first of the middle", "second of the middle", "late");
    }

    @Test
    void an_ended_subscription_hears_nothing_more_and_may_be_ended_again() {
        Subscription first = hub.on(OPENED, event -> heard.add("first"));
        hub.on(OPENED, event -> heard.add("second"));

        first.close();
        first.close();
        hub.dispatch(OPENED, "a");

        assertThat(heard).containsExactly("second");
    }

    @Test
    void ending_one_subscription_leaves_another_one_of_the_same_listener() {
        EventListener<String> listener = heard::add;
        Subscription first = hub.on(OPENED, listener);
        hub.on(OPENED, listener);

        first.close();
        first.close();
        hub.dispatch(OPENED, "a");

        assertThat(heard).containsExactly("a");
    }

    @Test
    void a_listener_may_end_its_own_subscription_while_it_is_called() {
        List<Subscription> own = new ArrayList<>();
        own.add(hub.on(OPENED, event -> {
            heard.add(event);
            own.get(0).close();
        }));
        hub.on(OPENED, event -> heard.add("other"));

        hub.dispatch(OPENED, "a");
        hub.dispatch(OPENED, "b");

        assertThat(heard).containsExactly("a", "other", "other");
    }

    @Test
    void it_is_known_whether_anybody_listens() {
        assertThat(hub.hasListeners(OPENED)).isFalse();

        Subscription subscription = hub.on(OPENED, heard::add);
        assertThat(hub.hasListeners(OPENED)).isTrue();
        assertThat(hub.hasListeners(CLOSED)).isFalse();
        assertThat(new EventHub().hasListeners(OPENED)).isFalse();

        subscription.close();
        assertThat(hub.hasListeners(OPENED)).isFalse();
    }

    @Test
    void the_first_answer_by_priority_wins_and_nobody_is_asked_after_it() {
        hub.onQuestion(MAY_PASS, 9, event -> {
            heard.add("after the answer");
            return 9;
        });
        hub.onQuestion(MAY_PASS, 1, event -> {
            heard.add("no answer to " + event);
            return null;
        });
        hub.onQuestion(MAY_PASS, 5, event -> 5);

        assertThat(hub.dispatchForResult(MAY_PASS, "a")).isEqualTo(5);
        assertThat(heard).containsExactly("no answer to a");
    }

    @Test
    void there_is_no_answer_when_nobody_has_one() {
        assertThat(hub.dispatchForResult(MAY_PASS, "a")).isNull();

        hub.onQuestion(MAY_PASS, 0, event -> null);
        assertThat(hub.dispatchForResult(MAY_PASS, "a")).isNull();
    }

    @Test
    void a_question_is_not_asked_after_the_subscription_ended() {
        hub.onQuestion(MAY_PASS, 0, event -> 1).close();

        assertThat(hub.dispatchForResult(MAY_PASS, "a")).isNull();
    }

    @Test
    void a_question_dispatched_without_interest_in_the_answer_reaches_everybody() {
        hub.onQuestion(MAY_PASS, 0, event -> {
            heard.add("first");
            return 1;
        });
        hub.onQuestion(MAY_PASS, 1, event -> {
            heard.add("second");
            return 2;
        });

        hub.dispatch(MAY_PASS, "a");

        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void a_missing_listener_is_refused_when_it_is_added() {
        assertThatNullPointerException().isThrownBy(() -> hub.on(OPENED, null)).withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> hub.onQuestion(MAY_PASS, 0, null))
                .withMessage("listener");
    }

    @Test
    void dispatching_to_nobody_allocates_nothing() {
        hub.on(CLOSED, heard::add).close();

        assertThat(Allocation.bytesPerRun(() -> {
                    hub.dispatch(OPENED, "a");
                    hub.dispatch(CLOSED, "a");
                    hub.dispatchForResult(MAY_PASS, "a");
                    hub.hasListeners(MAY_PASS);
                }))
                .isLessThan(1);
    }
}
