/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.TraceIds;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The blocks of {@code vectors.txt}, where their form is described. */
class PropagationVectorsTest {
    /** Numbers that one block has, as in "5: text" and "1 and 2: text". */
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?: and (\\d+))?: .*");

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void what_comes_in_is_continued_and_sent_on(Vector vector) {
        Configuration configuration = Propagators.configuration(vector.settings());
        CompositePropagator propagator = CompositePropagator.from(configuration, new PropagationCounters());
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        CoreTracer tracer = CoreTracer.builder()
                .writer(writer)
                .baggageTagKeys(configuration.get(PropagationKeys.BAGGAGE_TAG_KEYS))
                .build();

        RemoteSpanContext received = propagator.extract(vector.request(), Headers.GETTER);
        Span span = tracer.buildSpan("web.request").asChildOf(received).start();
        vector.forEachItem(span::setBaggageItem);
        Headers sentOn = new Headers();
        propagator.inject(span.context(), sentOn, Headers.SETTER);
        span.finish();

        Outcome outcome = new Outcome(received, span.baggage(), writer.spans().get(0), sentOn);
        for (String expectation : vector.expectations()) {
            outcome.check(expectation);
        }
    }

    @Test
    void every_vector_of_the_specification_is_there_and_says_what_is_sent_on() throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        for (Vector vector : Vector.all()) {
            Matcher name = NUMBERS.matcher(vector.toString());
            if (name.matches()) {
                numbers.add(Integer.valueOf(name.group(1)));
                numbers.add(Integer.valueOf(name.group(2) == null ? name.group(1) : name.group(2)));
                assertThat(vector.expectations()).as(vector.toString()).anySatisfy(line -> assertThat(line)
                        .containsPattern("^(<|nosend) "));
            }
        }
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
    }

    static List<Vector> vectors() throws IOException {
        return Vector.all();
    }

    private record Outcome(RemoteSpanContext received, Map<String, String> baggage, SpanData span, Headers sentOn) {
        void check(String expectation) {
            String rest = expectation.substring(expectation.indexOf(' ') + 1);
            switch (expectation.split(" ", 2)[0]) {
                case "ctx" -> assertThat(contextText()).isEqualTo(rest);
                case "new" -> {
                    assertThat(received == null || !received.hasTrace()).isTrue();
                    assertThat(span.parentId()).isZero();
                    assertThat(span.metric("_sampling_priority_v1", 0)).isEqualTo(1);
                }
                case "high" -> assertThat(TraceIds.toHex(span.traceIdHigh())).isEqualTo(rest);
                case "origin" -> assertThat(span.tag("_dd.origin")).isEqualTo(rest.equals("-") ? null : rest);
                case "meta" -> {
                    int equals = rest.indexOf('=');
                    assertThat(RecordedSpans.meta(span))
                            .containsEntry(rest.substring(0, equals), rest.substring(equals + 1));
                }
                case "nometa" -> assertThat(RecordedSpans.meta(span)).doesNotContainKey(rest);
                case "link" -> assertThat(span.links()).map(Outcome::linkText).contains(rest);
                case "item" -> {
                    int equals = rest.indexOf('=');
                    String value = rest.substring(equals + 1);
                    assertThat(baggage.get(rest.substring(0, equals))).isEqualTo(value.equals("-") ? null : value);
                }
                case "noitems" -> assertThat(baggage).isEmpty();
                case "nolinks" -> assertThat(span.links()).isEmpty();
                case "<" -> {
                    int colon = rest.indexOf(':');
                    assertThat(sentOn.first(rest.substring(0, colon)))
                            .as(rest.substring(0, colon))
                            .isEqualTo(filledIn(rest.substring(colon + 2)));
                }
                case "nosend" -> assertThat(sentOn.first(rest)).isNull();
                default -> throw new AssertionError("not understood: " + expectation);
            }
        }

        private String contextText() {
            assertThat(received).isNotNull();
            assertThat(span.traceIdLow()).isEqualTo(received.traceIdLow());
            assertThat(span.traceIdHigh()).isEqualTo(received.traceIdHigh());
            assertThat(span.parentId()).isEqualTo(received.spanId());
            int priority = received.samplingPriority();
            if (priority != SamplingPriority.UNSET) {
                assertThat(span.metric("_sampling_priority_v1", Double.NaN)).isEqualTo(priority);
            }
            return TraceIds.toDecimal(received.traceIdLow()) + "/" + TraceIds.toDecimal(received.spanId()) + "/"
                    + (priority == SamplingPriority.UNSET ? "-" : priority);
        }

        private static String linkText(SpanLink link) {
            return TraceIds.toDecimal(link.traceIdLow()) + " " + TraceIds.toHex(link.traceIdHigh()) + " "
                    + TraceIds.toDecimal(link.spanId()) + " " + link.traceFlags() + " "
                    + new TreeMap<>(link.attributes()) + " " + (link.tracestate() == null ? "-" : link.tracestate());
        }

        private String filledIn(String template) {
            return template.replace("{C}", TraceIds.toHex(span.spanId()))
                    .replace("{U}", Long.toHexString(span.spanId()))
                    .replace("{c}", TraceIds.toDecimal(span.spanId()))
                    .replace("{T}", TraceIds.toHex(span.traceIdHigh(), span.traceIdLow()))
                    .replace("{t}", TraceIds.toDecimal(span.traceIdLow()))
                    .replace("{H}", TraceIds.toHex(span.traceIdHigh()));
        }
    }
}
