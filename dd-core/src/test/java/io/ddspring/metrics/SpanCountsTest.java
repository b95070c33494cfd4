/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanCountsTest {
    private final SpanCounts counts = new SpanCounts();

    @Test
    void spans_of_the_application_itself_have_a_name_of_their_own() {
        counts.finished("tomcat-server");
        counts.finished(null);
        counts.finished("tomcat-server");

        assertThat(counts.byComponent()).containsOnly(Map.entry("tomcat-server", 2L), Map.entry("datadog", 1L));
    }

    @Test
    void beyond_a_number_of_components_others_count_together() {
        for (int i = 0; i < 1000; i++) {
            counts.finished("component " + i);
        }
        counts.finished("component 0");

        assertThat(counts.byComponent())
                .hasSize(257)
                .containsEntry("other", 744L)
                .containsEntry("component 0", 2L);
    }
}
