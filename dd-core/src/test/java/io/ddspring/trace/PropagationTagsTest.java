/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropagationTagsTest {
    private final PropagationTags tags =
            PropagationTags.EMPTY.with("_dd.p.dm", "-4").with("_dd.p.a", "1").with("_dd.p.b", "2");

    @Test
    void tags_keep_the_order_in_which_they_came() {
        assertThat(list(tags)).containsExactly("_dd.p.dm=-4", "_dd.p.a=1", "_dd.p.b=2");
    }

    @Test
    void a_changed_tag_keeps_its_place_and_the_original_its_value() {
        PropagationTags changed = tags.with("_dd.p.a", "9");

        assertThat(list(changed)).containsExactly("_dd.p.dm=-4", "_dd.p.a=9", "_dd.p.b=2");
        assertThat(tags.get("_dd.p.a")).isEqualTo("1");
    }

    @Test
    void a_tag_can_be_taken_out() {
        assertThat(list(tags.without("_dd.p.a"))).containsExactly("_dd.p.dm=-4", "_dd.p.b=2");
        assertThat(tags.without("_dd.p.unknown")).isSameAs(tags);
    }

    @Test
    void an_unknown_tag_has_no_value() {
        assertThat(tags.get("_dd.p.unknown")).isNull();
        assertThat(PropagationTags.EMPTY.get("_dd.p.dm")).isNull();
    }

    @Test
    void they_are_empty_when_the_last_one_is_taken_out() {
        assertThat(PropagationTags.EMPTY.isEmpty()).isTrue();
        assertThat(tags.isEmpty()).isFalse();
        assertThat(tags.without("_dd.p.dm").without("_dd.p.a").without("_dd.p.b"))
                .isEqualTo(PropagationTags.EMPTY)
                .hasSameHashCodeAs(PropagationTags.EMPTY);
    }

    @Test
    void the_same_tags_in_the_same_order_are_equal() {
        assertThat(PropagationTags.EMPTY.with("_dd.p.a", "1"))
                .isEqualTo(PropagationTags.EMPTY.with("_dd.p.a", "1"))
                .isNotEqualTo(PropagationTags.EMPTY.with("_dd.p.a", "2"))
                .isNotEqualTo(PropagationTags.EMPTY.with("_dd.p.b", "1"))
                .isNotEqualTo("_dd.p.a=1");
    }

    private static List<String> list(PropagationTags tags) {
        List<String> list = new ArrayList<>();
        tags.forEach((name, value) -> list.add(name + "=" + value));
        return list;
    }
}
