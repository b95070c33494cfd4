/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {
    private final BoundedMap<String, String> map = new BoundedMap<>(3, 10, String::length);

    @Test
    void forgets_what_was_put_longest_ago_when_there_are_too_many() {
        map.put("a", "1");
        map.put("b", "2");
        map.put("c", "3");
        map.put("a", "4");
        map.put("d", "5");

        assertThat(map.newestFirst()).containsExactly("5", "4", "3");
        assertThat(map.get("b")).isNull();
    }

    @Test
    void forgets_when_they_take_too_much() {
        map.put("a", "12345");
        map.put("b", "12345");
        map.put("a", "1234567");
        assertThat(map.oldestFirst()).containsExactly("1234567");

        assertThat(map.put("c", "too large for it")).isFalse();
        assertThat(map.oldestFirst()).containsExactly("1234567");
        assertThat(map.bytes()).isEqualTo(7);

        map.put("d", "1234567890");
        assertThat(map.oldestFirst()).containsExactly("1234567890");
        assertThat(map.remove("d")).isEqualTo("1234567890");
        map.clear();
        map.put("e", "1234567890");
        assertThat(map.oldestFirst()).hasSize(1);
    }
}
