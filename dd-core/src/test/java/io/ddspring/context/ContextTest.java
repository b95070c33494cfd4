/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ContextTest {
    private static final ContextKey<String> NAME = ContextKey.named("name");
    private static final ContextKey<Integer> NUMBER = ContextKey.named("number");
    private static final ContextKey<String> OTHER = ContextKey.named("other");

    @Test
    void the_root_has_no_values() {
        assertThat(Context.root().get(NAME)).isNull();
        assertThat(Context.root()).hasToString("Context{}");
    }

    @Test
    void a_copy_has_the_new_value_and_the_original_does_not() {
        Context one = Context.root().with(NAME, "a");
        Context two = one.with(NUMBER, 2);

        assertThat(two.get(NAME)).isEqualTo("a");
        assertThat(two.get(NUMBER)).isEqualTo(2);
        assertThat(one.get(NUMBER)).isNull();
    }

    @Test
    void a_value_can_be_replaced_without_touching_the_others() {
        Context original = Context.root().with(NAME, "a").with(NUMBER, 1);
        Context changed = original.with(NAME, "b");

        assertThat(changed.get(NAME)).isEqualTo("b");
        assertThat(changed.get(NUMBER)).isEqualTo(1);
        assertThat(original.get(NAME)).isEqualTo("a");
    }

    @Test
    void setting_the_value_it_has_makes_no_copy() {
        String value = "a";
        Context context = Context.root().with(NAME, value);

        assertThat(context.with(NAME, value)).isSameAs(context);
    }

    @Test
    void a_value_can_be_removed_from_any_position() {
        Context three = Context.root().with(NAME, "a").with(NUMBER, 1).with(OTHER, "c");

        assertThat(three.without(NAME)).hasToString("Context{other=c, number=1}");
        assertThat(three.without(NUMBER)).hasToString("Context{other=c, name=a}");
        assertThat(three.without(OTHER)).hasToString("Context{number=1, name=a}");
    }

    @Test
    void removing_makes_no_copy_when_nothing_is_left_or_nothing_was_there() {
        Context context = Context.root().with(NAME, "a");

        assertThat(context.without(NAME)).isSameAs(Context.root());
        assertThat(context.without(NUMBER)).isSameAs(context);
    }

    @Test
    void two_keys_of_the_same_name_are_different_keys() {
        Context context = Context.root().with(NAME, "a");

        assertThat(context.get(ContextKey.<String>named("name"))).isNull();
    }

    @Test
    void a_missing_key_or_value_is_refused_by_name() {
        assertThatNullPointerException()
                .isThrownBy(() -> Context.root().with(NAME, null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> Context.root().with(null, "a"))
                .withMessage("key");
    }
}
