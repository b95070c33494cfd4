/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentInfo.TagFilters;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which traces an Agent does not want. Each root has the tags {@code key:value} and {@code other:x}. */
class TraceFiltersTest {
    private final SpanData root = FinishedSpans.root(span -> span.setTag("key", "value")
            .setTag("other", "x")
            .setTag(Tags.ENV, "Prod Env")
            .setTag(Tags.HTTP_STATUS_CODE, "207"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "key:value | true",
                "\" key : value \" | true",
                "\"\tkey:\tvalue\" | true",
                "key | true",
                "key: | true",
                "key:val | false",
                "key:value:more | false",
                "absent | false",
                "absent:value | false",
                ":value | false",
                "env:prod_env | true",
                "env:Prod Env | false",
                "http.status_code:207 | true",
            })
    void a_rejected_tag_drops_and_a_required_one_keeps(String entry, boolean matches) {
        assertThat(filters(new TagFilters(List.of(entry), List.of()), TagFilters.NONE)
                        .rejects(root))
                .isEqualTo(matches);
        boolean ignored = entry.startsWith(":");
        assertThat(filters(new TagFilters(List.of(), List.of(entry)), TagFilters.NONE)
                        .rejects(root))
                .isEqualTo(!matches && !ignored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "key:val.* | true",
                "key:alu | true",
                "key:^alu | false",
                "\" key : val.* \" | true",
                "http.status_code:20[78] | true",
                "http.status_code:20[56] | false",
                "key | true",
                "absent:.* | false",
            })
    void expressions_match_anywhere_in_the_value(String entry, boolean matches) {
        assertThat(filters(TagFilters.NONE, new TagFilters(List.of(entry), List.of()))
                        .rejects(root))
                .isEqualTo(matches);
        assertThat(filters(TagFilters.NONE, new TagFilters(List.of(), List.of(entry)))
                        .rejects(root))
                .isEqualTo(!matches);
    }

    @Test
    void an_expression_that_is_not_valid_does_nothing() {
        TagFilters invalid = new TagFilters(List.of("key:[invalid"), List.of("key:[invalid"));

        assertThat(filters(TagFilters.NONE, invalid).rejects(root)).isFalse();
    }

    @Test
    void all_required_tags_must_be_there() {
        assertThat(filters(new TagFilters(List.of(), List.of("key:value", "other")), TagFilters.NONE)
                        .rejects(root))
                .isFalse();
        assertThat(filters(new TagFilters(List.of(), List.of("key:value", "absent")), TagFilters.NONE)
                        .rejects(root))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET /health, health, true", "GET /health, ^/health, false", "'', web.request, true", "a, [, false"})
    void an_ignored_resource_drops(String resource, String expression, boolean drops) {
        SpanData span = FinishedSpans.root(settings -> settings.setResourceName(resource));

        assertThat(TraceFilters.of(agent(TagFilters.NONE, TagFilters.NONE, List.of(expression)))
                        .rejects(span))
                .isEqualTo(drops);
    }

    @Test
    void a_status_that_is_none_is_no_tag() {
        SpanData span = FinishedSpans.root(settings -> settings.setTag(Tags.HTTP_STATUS_CODE, "999"));

        assertThat(filters(new TagFilters(List.of("http.status_code"), List.of()), TagFilters.NONE)
                        .rejects(span))
                .isFalse();
    }

    private static TraceFilters filters(TagFilters literal, TagFilters regex) {
        return TraceFilters.of(agent(literal, regex, List.of()));
    }

    private static AgentInfo agent(TagFilters literal, TagFilters regex, List<String> ignoredResources) {
        return new AgentInfo(
                "7.70.0",
                Set.of(),
                true,
                List.of(),
                List.of(),
                0,
                literal,
                regex,
                ignoredResources,
                false,
                false,
                false,
                0,
                null,
                null);
    }
}
