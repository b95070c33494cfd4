/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaggageTest {
    private final Baggage received = received("a", "1", " a = 1");

    @Test
    void it_keeps_the_order_of_its_items() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("z", "1");
        items.put("a", "2");

        Baggage baggage = Baggage.copyOf(items).with("m", "3").with("z", "4");
        items.clear();

        assertThat(baggage).hasToString("{z=4, a=2, m=3}");
    }

    @Test
    void unchanged_it_still_says_what_its_header_says() {
        assertThat(received.with("a", "1").without("b").header()).isEqualTo(" a = 1");
        assertThat(Baggage.copyOf(received)).isSameAs(received);
        assertThat(received.withAbsent(Baggage.EMPTY)).isSameAs(received);
        assertThat(Baggage.EMPTY.withAbsent(received)).isSameAs(received);
        assertThat(received.withAbsent(Baggage.copyOf(Map.of("a", "2")))).isSameAs(received);
    }

    @Test
    void changed_it_no_longer_says_what_its_header_said() {
        assertThat(received.with("a", "2").header()).isNull();
        assertThat(received.with("b", "1").without("b").header()).isNull();
        assertThat(received.withAbsent(Baggage.copyOf(Map.of("b", "2"))))
                .isEqualTo(Map.of("a", "1", "b", "2"))
                .satisfies(united -> assertThat(((Baggage) united).header()).isNull());
        assertThat(received.without("a")).isSameAs(Baggage.EMPTY);
    }

    @Test
    void it_equals_any_map_of_the_same_items() {
        assertThat(received).isEqualTo(Map.of("a", "1")).hasSameHashCodeAs(Map.of("a", "1"));
        assertThat(received.get("a")).isEqualTo("1");
        assertThat(received.get(null)).isNull();
        assertThat(received.containsKey("b")).isFalse();
    }

    @Test
    void it_cannot_be_changed() {
        assertThatThrownBy(() -> received.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(received::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void what_is_null_is_refused() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("a", null);

        assertThatThrownBy(() -> Baggage.copyOf(items)).isInstanceOf(NullPointerException.class);
    }

    private static Baggage received(String name, String value, String header) {
        Baggage.Builder baggage = new Baggage.Builder();
        baggage.put(name, value);
        baggage.receivedAs(header);
        return baggage.build();
    }
}
