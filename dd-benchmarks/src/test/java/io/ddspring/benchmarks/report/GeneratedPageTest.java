/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedPageTest {
    private static final String PAGE = """
            # Prose
            <!-- begin a -->
            old $1
            <!-- end a -->
            more prose
            """;

    @Test
    void only_the_parts_are_replaced() {
        assertThat(GeneratedPage.with(Map.of("a", "| new $1 |"), PAGE)).isEqualTo("""
                # Prose
                <!-- begin a -->

                | new $1 |

                <!-- end a -->
                more prose
                """);
    }

    @Test
    void a_second_time_changes_nothing() {
        String once = GeneratedPage.with(Map.of("a", "new"), PAGE);

        assertThat(GeneratedPage.with(Map.of("a", "new"), once)).isEqualTo(once);
    }

    @Test
    void no_part_stays_old() {
        assertThatThrownBy(() -> GeneratedPage.with(Map.of(), PAGE)).hasMessage("nothing is generated for a");
    }

    @Test
    void no_content_is_lost() {
        assertThatThrownBy(() -> GeneratedPage.with(Map.of("a", "", "b", ""), PAGE))
                .hasMessage("the page has no place for [b]");
    }
}
