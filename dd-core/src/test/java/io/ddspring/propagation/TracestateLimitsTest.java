/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracestateLimitsTest {
    private static final String TRACEPARENT = "00-12345678901234567890123456789012-1234567890123456-01";

    private final W3cPropagator propagator = new W3cPropagator(new PropagationCounters().style("tracecontext"));

    @Test
    void thirty_one_other_members_are_all_sent_on_behind_ours() {
        List<String> members = sentOn(others(31) + ",dd=s:2");

        assertThat(members).hasSize(32);
        assertThat(members.get(0)).isEqualTo("dd=s:2;p:1234567890123456");
        assertThat(members.get(1)).isEqualTo("key1=v1");
        assertThat(members.get(31)).isEqualTo("key31=v31");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 40})
    void more_members_than_allowed_lose_the_last_ones(int others) {
        List<String> members = sentOn(others(others));

        assertThat(members).hasSize(32);
        assertThat(members.get(0)).startsWith("dd=");
        assertThat(members.get(31)).isEqualTo("key31=v31");
    }

    @Test
    void our_member_that_came_twice_is_sent_once() {
        List<String> members = sentOn("dd=s:1,foo=1,dd=s:2");

        assertThat(members).containsExactly("dd=s:2;p:1234567890123456", "foo=1");
    }

    @Test
    void what_fits_into_512_characters_is_sent_on_whatever_its_length() {
        String ours = "dd=s:1;p:1234567890123456;t.dm:-0";
        String large = "long=" + "x".repeat(200) + ",other=" + "y".repeat(200) + ",rest=";
        String fitting = large + "z".repeat(512 - ours.length() - 1 - large.length());

        assertThat(String.join(",", sentOn(fitting))).hasSize(512).isEqualTo(ours + "," + fitting);
    }

    @Test
    void what_does_not_fit_loses_members_over_128_characters_first() {
        String huge = "huge=" + "x".repeat(200);
        String large = "large=" + "x".repeat(200);
        String small = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "key" + i + "=" + "z".repeat(20))
                .collect(Collectors.joining(","));

        assertThat(sentOn(huge + "," + small + "," + large).subList(1, 11))
                .startsWith(huge)
                .doesNotContain(large)
                .endsWith("key9=" + "z".repeat(20));
    }

    @Test
    void what_still_does_not_fit_loses_the_last_members() {
        String members = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "key" + i + "=" + "z".repeat(100))
                .collect(Collectors.joining(","));

        List<String> sentOn = sentOn(members);

        assertThat(sentOn).hasSize(5).endsWith("key4=" + "z".repeat(100));
        assertThat(String.join(",", sentOn)).hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void our_member_has_at_most_256_characters_and_the_important_pairs_come_first() {
        RemoteSpanContext context = context(
                PropagationTags.EMPTY
                        .with("_dd.p.large", "x".repeat(230))
                        .with("_dd.p.medium", "y".repeat(150))
                        .with("_dd.p.small", "z")
                        .with("_dd.p.dm", "-4"),
                "rum");

        String ours = inject(context).get(0);

        assertThat(ours)
                .isEqualTo("dd=s:2;o:rum;p:0000000000000007;t.dm:-4;t.medium:" + "y".repeat(150) + ";t.small:z");
    }

    @Test
    void our_member_may_have_exactly_256_characters() {
        int room = 256 - "dd=s:2;p:0000000000000007;t.a:".length();

        assertThat(inject(context(PropagationTags.EMPTY.with("_dd.p.a", "x".repeat(room)), null))
                        .get(0))
                .hasSize(256);
        assertThat(inject(context(PropagationTags.EMPTY.with("_dd.p.a", "x".repeat(room + 1)), null))
                        .get(0))
                .isEqualTo("dd=s:2;p:0000000000000007");
    }

    @Test
    void an_origin_that_is_too_long_is_left_out() {
        assertThat(inject(context(PropagationTags.EMPTY, "o".repeat(300))).get(0))
                .isEqualTo("dd=s:2;p:0000000000000007");
    }

    @Test
    void reserved_characters_are_replaced() {
        RemoteSpanContext context =
                context(PropagationTags.EMPTY.with("_dd.p.a,b;c=d e", "1,2;3~4=5\u00e9\n6 7:8"), "a=b;c");

        assertThat(inject(context).get(0)).isEqualTo("dd=s:2;o:a~b_c;p:0000000000000007;t.a_b_c_d_e:1_2_3_4~5__6 7:8");
    }

    private List<String> sentOn(String tracestate) {
        Headers request = new Headers().add("traceparent", TRACEPARENT).add("tracestate", tracestate);
        return inject(propagator.extract(request, Headers.GETTER));
    }

    private List<String> inject(RemoteSpanContext context) {
        Headers headers = new Headers();
        propagator.inject(context, headers, Headers.SETTER);
        return Arrays.asList(headers.first("tracestate").split(","));
    }

    private static RemoteSpanContext context(PropagationTags tags, String origin) {
        return RemoteSpanContext.builder(0, 5, 7)
                .samplingPriority(2)
                .origin(origin)
                .propagationTags(tags)
                .build();
    }

    private static String others(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "key" + i + "=v" + i)
                .collect(Collectors.joining(","));
    }
}
