/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.TraceIds;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The blocks of {@code vectors.txt}, where their form is described. */
class PropagationVectorsTest {
    private static final int DEFAULT_MAX_LENGTH = 512;

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void what_comes_in_is_continued_and_sent_on(Vector vector) {
        CompositePropagator propagator = CompositePropagator.datadogAndW3c(vector.maxTagsLength());
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        CoreTracer tracer = CoreTracer.builder().writer(writer).build();

        RemoteSpanContext received = propagator.extract(vector.request(), Headers.GETTER);
        Span span = tracer.buildSpan("web.request").asChildOf(received).start();
        Headers sentOn = new Headers();
        propagator.inject(span.context(), sentOn, Headers.SETTER);
        span.finish();

        Outcome outcome = new Outcome(received, writer.spans().get(0), sentOn);
        for (String expectation : vector.expectations()) {
            outcome.check(expectation);
        }
    }

    static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PropagationVectorsTest.class.getResourceAsStream("vectors.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("== ")) {
                    vectors.add(new Vector(line.substring(3)));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    vectors.get(vectors.size() - 1).read(line);
                }
            }
        }
        assertThat(vectors).hasSizeGreaterThan(60);
        return vectors;
    }

    private static final class Vector {
        private final String name;
        private final Headers request = new Headers();
        private final List<String> expectations = new ArrayList<>();
        private int maxTagsLength = DEFAULT_MAX_LENGTH;

        Vector(String name) {
            this.name = name;
        }

        void read(String line) {
            if (line.startsWith("max ")) {
                maxTagsLength = Integer.parseInt(line.substring(4));
            } else if (line.startsWith("> ")) {
                int colon = line.indexOf(':');
                request.add(line.substring(2, colon), line.substring(Math.min(colon + 2, line.length())));
            } else {
                expectations.add(line);
            }
        }

        Headers request() {
            return request;
        }

        List<String> expectations() {
            return expectations;
        }

        int maxTagsLength() {
            return maxTagsLength;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Outcome(RemoteSpanContext received, SpanData span, Headers sentOn) {
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
                case "link" -> assertThat(span.links()).map(Outcome::linkText).containsExactly(rest);
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
                    + TraceIds.toDecimal(link.spanId()) + " " + new TreeMap<>(link.attributes());
        }

        private String filledIn(String template) {
            return template.replace("{C}", TraceIds.toHex(span.spanId()))
                    .replace("{c}", TraceIds.toDecimal(span.spanId()))
                    .replace("{T}", TraceIds.toHex(span.traceIdHigh(), span.traceIdLow()))
                    .replace("{t}", TraceIds.toDecimal(span.traceIdLow()))
                    .replace("{H}", TraceIds.toHex(span.traceIdHigh()));
        }
    }
}
