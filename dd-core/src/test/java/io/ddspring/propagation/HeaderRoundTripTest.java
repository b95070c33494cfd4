/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Baggage;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What is written is read again as it was, and whatever is read is harmless to write. */
class HeaderRoundTripTest {
    private static final int HEADER_LIMIT = 16 * 1024;
    private static final String UPPER_TRACE_ID = "tid";
    private static final CompositePropagator DEFAULT = Propagators.of();
    private static final CompositePropagator DATADOG = Propagators.of("DD_TRACE_PROPAGATION_STYLE=datadog");
    private static final CompositePropagator W3C = Propagators.of("DD_TRACE_PROPAGATION_STYLE=tracecontext");
    private static final CompositePropagator ALL =
            Propagators.of("DD_TRACE_PROPAGATION_STYLE=datadog,tracecontext,b3single,b3multi,baggage");

    @Property
    void datadog_headers_say_everything_about_a_trace(@ForAll("contexts") RemoteSpanContext context) {
        assertThat(sentAndReceived(context, DATADOG))
                .isEqualTo(context.toBuilder().headerStyle("datadog").build());
    }

    @Property
    void w3c_headers_say_everything_that_fits_into_our_member(@ForAll("contexts") RemoteSpanContext context) {
        RemoteSpanContext received = sentAndReceived(context, W3C);

        assertThat(received.traceIdHex()).isEqualTo(context.traceIdHex());
        assertThat(received.spanId()).isEqualTo(context.spanId());
        assertThat(received.samplingPriority()).isEqualTo(context.samplingPriority());
        assertThat(received.origin()).isEqualTo(context.origin());
        assertThat(received.lastDatadogParentId()).isEqualTo(context.spanIdHex());
        for (int i = 0; i < received.propagationTags().size(); i++) {
            String name = received.propagationTags().name(i);
            assertThat(received.propagationTags().value(i))
                    .isEqualTo(context.propagationTags().get(name));
        }
    }

    @Property
    void b3_headers_say_ids_and_whether_the_trace_is_kept(
            @ForAll("contexts") RemoteSpanContext context, @ForAll("b3Styles") CompositePropagator style) {
        RemoteSpanContext received = sentAndReceived(context, style);

        assertThat(received.traceIdHex()).isEqualTo(context.traceIdHex());
        assertThat(received.spanId()).isEqualTo(context.spanId());
        assertThat(SamplingPriority.isKept(received.samplingPriority()))
                .isEqualTo(SamplingPriority.isKept(context.samplingPriority()));
    }

    @Property
    void baggage_of_any_text_arrives_unchanged(@ForAll("items") Map<String, String> items) {
        RemoteSpanContext context =
                RemoteSpanContext.withoutTrace().baggage(items).build();

        RemoteSpanContext received = sentAndReceived(context, DEFAULT);

        assertThat(received == null ? Map.of() : received.baggage()).isEqualTo(items);
    }

    @Property
    void baggage_that_came_in_is_sent_on_as_it_came(@ForAll @StringLength(max = 60) String anything) {
        Headers request = new Headers().add("baggage", anything);
        RemoteSpanContext received = DEFAULT.extract(request, Headers.GETTER);
        if (received != null) {
            Headers sentOn = sent(received, DEFAULT);

            assertThat(DEFAULT.extract(sentOn, Headers.GETTER).baggage()).isEqualTo(received.baggage());
            assertThat(sentOn.first("baggage")).matches("[ -~]+");
        }
    }

    @Property(tries = 1000)
    void whatever_other_vendors_say_arrives_or_is_left_out_whole(
            @ForAll("tracestates") String tracestate, @ForAll("contexts") RemoteSpanContext context) {
        Headers request = sent(context, W3C);
        request.add("tracestate", tracestate);

        Headers sentOn = sent(DEFAULT.extract(request, Headers.GETTER), W3C);

        String[] members = sentOn.first("tracestate").split(",", -1);
        assertThat(members).hasSizeLessThanOrEqualTo(32);
        assertThat(members[0]).startsWith("dd=s:").hasSizeLessThanOrEqualTo(256);
        for (int i = 1; i < members.length; i++) {
            assertThat(members[i]).matches("[a-z0-9][a-z0-9_*/@-]*=[ -~&&[^,=]]+");
            assertThat(tracestate).contains(members[i]);
        }
    }

    @Property(tries = 1000)
    void whatever_comes_in_only_legal_headers_are_sent_on(
            @ForAll("texts") String origin, @ForAll("texts") String tags, @ForAll("texts") String baggage) {
        Headers request = new Headers()
                .add("x-datadog-trace-id", "5")
                .add("x-datadog-parent-id", "6")
                .add("x-datadog-origin", origin)
                .add("x-datadog-tags", tags)
                .add("baggage", baggage);

        Headers sentOn = sent(DEFAULT.extract(request, Headers.GETTER), ALL);

        for (String name : Headers.GETTER.names(sentOn)) {
            assertThat(sentOn.first(name)).matches("[ -~]+").hasSizeLessThan(HEADER_LIMIT);
        }
    }

    @Provide
    Arbitrary<RemoteSpanContext> contexts() {
        Arbitrary<Long> ids = Arbitraries.longs().filter(id -> id != 0);
        Arbitrary<Long> highs = Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs());
        Arbitrary<String> origins = printable(1, 20).map(String::trim).filter(text -> !text.matches(".*[~;,].*|"));
        return Combinators.combine(highs, ids, ids, Arbitraries.of(-1, 0, 1, 2), origins.injectNull(0.5), tags())
                .as((high, low, span, priority, origin, tags) -> RemoteSpanContext.builder(high, low, span)
                        .samplingPriority(priority)
                        .origin(origin)
                        .propagationTags(tags)
                        .build());
    }

    @Provide
    Arbitrary<Map<String, String>> items() {
        Arbitrary<String> texts =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(this::isWellFormed);
        return Arbitraries.maps(texts, texts)
                .ofMaxSize(10)
                .map(LinkedHashMap::new)
                .map(Baggage::copyOf);
    }

    @Provide
    Arbitrary<CompositePropagator> b3Styles() {
        String unpadded = "DD_TRACE_PROPAGATION_STYLE_B3_PADDING_ENABLED=false";
        return Arbitraries.of(
                Propagators.of("DD_TRACE_PROPAGATION_STYLE=b3single"),
                Propagators.of("DD_TRACE_PROPAGATION_STYLE=b3single", unpadded),
                Propagators.of("DD_TRACE_PROPAGATION_STYLE=b3multi"),
                Propagators.of("DD_TRACE_PROPAGATION_STYLE=b3multi", unpadded));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("_dd.p.atsm=,-;: %1fé\r\n").ofMaxLength(40));
    }

    @Provide
    Arbitrary<String> tracestates() {
        Arbitrary<String> members =
                Arbitraries.strings().withChars("abd@=1 ;:-\té").ofMaxLength(12);
        return members.list().ofMaxSize(60).map(list -> String.join(",", list));
    }

    private static Arbitrary<PropagationTags> tags() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(3)
                .ofMaxLength(8)
                .filter(name -> !name.equals(UPPER_TRACE_ID));
        Arbitrary<String> values = printable(1, 20).map(String::trim).filter(text -> !text.matches(".*[~;,].*|"));
        return Arbitraries.maps(names, values).ofMaxSize(8).map(map -> {
            PropagationTags.Builder tags = new PropagationTags.Builder();
            map.forEach((name, value) -> tags.put("_dd.p." + name, value));
            return tags.build();
        });
    }

    private static Arbitrary<String> printable(int least, int most) {
        return Arbitraries.strings().withCharRange(' ', '~').ofMinLength(least).ofMaxLength(most);
    }

    /** Whether the text can be written in UTF-8 at all. */
    private boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static RemoteSpanContext sentAndReceived(RemoteSpanContext context, CompositePropagator style) {
        return style.extract(sent(context, style), Headers.GETTER);
    }

    private static Headers sent(RemoteSpanContext context, CompositePropagator style) {
        Headers headers = new Headers();
        style.inject(context, headers, Headers.SETTER);
        return headers;
    }
}
