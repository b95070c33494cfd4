/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTagsTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer = CoreTracer.builder().writer(writer).build();

    @AfterEach
    void close() {
        tracer.close();
    }

    /** The value of {@code tag} on a span that saw one header. */
    private String tagged(HeaderTags tags, String header, String value, String tag) {
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(header, value);
        Span span = tracer.startSpan("x");
        tags.apply(span, headers::get);
        span.finish();
        List<SpanData> spans = writer.spans();
        return spans.get(spans.size() - 1).tag(tag);
    }

    private static List<String> entries(String setting) {
        return Arrays.asList(setting.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            X-Tenant                   | X-Tenant    | x-tenant
            '  X-Tenant  '             | x-tenant    | x-tenant
            x-tenant                   | X-TENANT    | x-tenant
            Content_Type               | content_type| content_type
            a/b-c_d9                   | A/B-C_D9    | a/b-c_d9
            X.Odd@Name                 | x.odd@name  | x_odd_name
            my header                  | my header   | my_header
            Ünï                        | ünï         | ünï
            """)
    void a_header_without_tag_is_named_by_its_normalised_name(String entry, String header, String name) {
        String configured = entry.replace("'", "");

        assertThat(tagged(HeaderTags.ofRequest(entries(configured), true), header, "v", "http.request.headers." + name))
                .isEqualTo("v");
        assertThat(tagged(HeaderTags.ofResponse(entries(configured)), header, "v", "http.response.headers." + name))
                .isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            X-Tenant:tenant            | tenant
            X-Tenant:Tenant.ID         | Tenant.ID
            ' X-Tenant : my tenant '   | my tenant
            X-Tenant:a:b               | a:b
            X-Tenant:first,x-tenant:2  | 2
            """)
    void a_given_tag_is_used_as_it_is_for_requests_and_responses(String setting, String tag) {
        String configured = setting.replace("'", "");

        assertThat(tagged(HeaderTags.ofRequest(entries(configured), true), "x-tenant", "v", tag))
                .isEqualTo("v");
        assertThat(tagged(HeaderTags.ofResponse(entries(configured)), "x-tenant", "v", tag))
                .isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            :tag
            x-tenant:
            ' : '
            ''
            ' '
            ,
            :
            '::'
            x-tenant: ,:x-tenant
            """)
    void an_entry_without_header_or_with_an_empty_tag_is_ignored(String setting) {
        String configured = setting.replace("'", "");

        assertThat(HeaderTags.ofRequest(entries(configured), true).isEmpty()).isTrue();
        assertThat(HeaderTags.ofResponse(entries(configured)).isEmpty()).isTrue();
    }

    @Test
    void a_bad_entry_does_not_harm_its_neighbours() {
        HeaderTags tags = HeaderTags.ofRequest(entries(":bad,x-a,worse:"), true);

        assertThat(tagged(tags, "x-a", "v", "http.request.headers.x-a")).isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            v            | true  | v
            '  v  '      | true  | v
            a, b         | true  | a, b
            a, b         | false | a
            ' a , b'     | false | a
            'a  b'       | false | a  b
            """)
    void values_are_trimmed_and_cut_at_the_first_comma_when_wanted(String value, boolean whole, String shown) {
        HeaderTags tags = HeaderTags.ofRequest(List.of("x-a:t"), whole);

        assertThat(tagged(tags, "x-a", value.replace("'", ""), "t")).isEqualTo(shown);
    }

    @Test
    void response_values_keep_their_commas() {
        assertThat(tagged(HeaderTags.ofResponse(List.of("x-a:t")), "x-a", " a, b ", "t"))
                .isEqualTo("a, b");
    }

    @Test
    void names_do_not_depend_on_the_language_of_the_machine() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            HeaderTags tags = HeaderTags.ofRequest(List.of("X-ID"), true);

            assertThat(tagged(tags, "x-id", "v", "http.request.headers.x-id")).isEqualTo("v");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void every_ascii_character_of_a_header_has_one_place_in_the_tag() {
        String allowed = IntStream.rangeClosed('!', '~')
                .filter(c -> c != ':' && c != ',')
                .mapToObj(Character::toString)
                .reduce("", String::concat);

        HeaderTags tags = HeaderTags.ofRequest(List.of(allowed), true);

        assertThat(tagged(
                        tags,
                        allowed,
                        "v",
                        "http.request.headers." + "_".repeat(11) + "-_/0123456789" + "_".repeat(6)
                                + "abcdefghijklmnopqrstuvwxyz" + "_".repeat(6) + "abcdefghijklmnopqrstuvwxyz"
                                + "_".repeat(4)))
                .as(allowed)
                .isEqualTo("v");
    }
}
