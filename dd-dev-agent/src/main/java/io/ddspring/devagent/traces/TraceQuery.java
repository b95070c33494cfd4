/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search for traces: those with a span of {@code service} (any if empty) for which every word of {@code text} holds,
 * ignoring case. Words are separated by blanks, except for those in quotation marks.
 *
 * <ul>
 *   <li>{@code service:}, {@code name:} and {@code resource:} hold if that of a span contains what follows,
 *   <li>{@code status:error} and {@code status:ok} by the error flag of any span,
 *   <li>{@code duration:>100ms} by the duration of the trace,
 *   <li>any other word if it is somewhere in the trace: in an id, service, name, resource, type or a tag written
 *       {@code key:value}.
 * </ul>
 *
 * <p>Spans are decoded at the very end, and only of traces that can still match. Immutable.
 */
final class TraceQuery implements Predicate<StoredTrace> {
    /** What comes after as many does not count. */
    private static final int MAX_CHARS = 1_000;

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]++|\"[^\"]*+(?:\"|$))+");

    private final Predicate<StoredTrace> summary;
    private final List<SpanWord> words;

    private TraceQuery(Predicate<StoredTrace> summary, List<SpanWord> words) {
        this.summary = summary;
        this.words = List.copyOf(words);
    }

    static TraceQuery of(String service, String text) {
        Predicate<StoredTrace> summary =
                service.isEmpty() ? trace -> true : trace -> trace.services().contains(service);
        List<SpanWord> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(
                text.substring(0, Math.min(text.length(), MAX_CHARS)).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group().replace("\"", "");
            Predicate<StoredTrace> condition = SummaryWord.of(word);
            if (condition != null) {
                summary = summary.and(condition);
            } else if (!word.isEmpty()) {
                words.add(SpanWord.of(word));
            }
        }
        return new TraceQuery(summary, words);
    }

    @Override
    public boolean test(StoredTrace trace) {
        if (!summary.test(trace)) {
            return false;
        }
        List<SpanWord> open = words.stream().filter(word -> !word.isIdOf(trace)).toList();
        if (open.isEmpty()) {
            return true;
        }
        if (!open.stream().allMatch(word -> word.mayBeIn(trace))) {
            return false;
        }
        List<Span> spans = trace.spans().toList();
        return open.stream().allMatch(word -> spans.stream().anyMatch(word));
    }
}
