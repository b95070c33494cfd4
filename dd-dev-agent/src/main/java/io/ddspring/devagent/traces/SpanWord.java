/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A word of a search that only the spans of a trace can answer. Immutable.
 *
 * @param text what must be contained in one of the texts, in lower case
 * @param texts of a span
 * @param anywhere whether the id of the trace counts as well
 * @param encoded the same text for a look at encoded spans
 */
record SpanWord(String text, Function<Span, Stream<String>> texts, boolean anywhere, EncodedText encoded)
        implements Predicate<Span> {
    /** @param word in lower case */
    static SpanWord of(String word) {
        if (word.startsWith("name:")) {
            return of(word.substring("name:".length()), span -> Stream.of(span.name()), false);
        }
        if (word.startsWith("resource:")) {
            return of(word.substring("resource:".length()), span -> Stream.of(span.resource()), false);
        }
        return of(word, SpanWord::all, true);
    }

    private static SpanWord of(String text, Function<Span, Stream<String>> texts, boolean anywhere) {
        return new SpanWord(text, texts, anywhere, EncodedText.of(text));
    }

    boolean isIdOf(StoredTrace trace) {
        return anywhere
                && (trace.idHex().contains(text)
                        || Long.toUnsignedString(trace.traceId()).contains(text));
    }

    boolean mayBeIn(StoredTrace trace) {
        return encoded.mayBeIn(trace);
    }

    @Override
    public boolean test(Span span) {
        return texts.apply(span)
                .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(text));
    }

    private static Stream<String> all(Span span) {
        Stream<String> fields = Stream.of(
                span.service(),
                span.name(),
                span.resource(),
                span.type(),
                Span.hex(span.spanId()),
                Long.toUnsignedString(span.spanId()),
                span.error() ? "error:1" : "error:0");
        return Stream.of(
                        fields,
                        span.meta().entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()),
                        span.metrics().entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()))
                .flatMap(texts -> texts);
    }
}
