/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanTags;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;

/**
 * Writes the tags of spans as maps. A map says first how many entries it has; if a span gives more or fewer than it has
 * counted, its map is begun anew. Used by one thread.
 */
abstract class TagMaps {
    private final PayloadBody out;
    private final BiConsumer<String, String> textReader = this::countText;
    private final ObjDoubleConsumer<String> numberReader = this::countNumber;
    private final Consumer<SpanData> texts = this::packTexts;
    private final Consumer<SpanData> numbers = this::packNumbers;
    private int entries;

    TagMaps(PayloadBody out) {
        this.out = out;
    }

    /** Writes an entry. */
    abstract void packText(String name, String text);

    /** Writes an entry; {@code number} is finite. */
    abstract void packNumber(String name, double number);

    /**
     * Writes all text entries of tags that spans share.
     *
     * @return whether that was done; otherwise they are written one by one
     */
    boolean packSharedTexts(SpanTags shared) {
        return false;
    }

    /** As {@link #packSharedTexts}, for the numbers. */
    boolean packSharedNumbers(SpanTags shared) {
        return false;
    }

    /** Begins a map with the text tags of {@code span}, to which the caller adds {@code more} entries. */
    final void beginTexts(SpanData span, int more) {
        begin(span, span.tagCount(), more, texts);
    }

    /** Begins a map with the numeric tags of {@code span}, to which the caller adds {@code more} entries. */
    final void beginNumbers(SpanData span, int more) {
        begin(span, span.metricCount(), more, numbers);
    }

    private void begin(SpanData span, int count, int more, Consumer<SpanData> packer) {
        int start = out.position();
        int announced;
        entries = count;
        do {
            announced = entries;
            entries = 0;
            out.rewind(start);
            out.mapHeader(announced + more);
            packer.accept(span);
        } while (entries != announced);
    }

    private void packTexts(SpanData span) {
        SpanTags shared = span.sharedTags();
        if (packSharedTexts(shared)) {
            entries += shared.tagCount();
        } else {
            shared.forEachTag(textReader);
        }
        span.ownTags().forEachTag(textReader);
    }

    private void packNumbers(SpanData span) {
        SpanTags shared = span.sharedTags();
        if (packSharedNumbers(shared)) {
            entries += shared.metricCount();
        } else {
            shared.forEachMetric(numberReader);
        }
        span.ownTags().forEachMetric(numberReader);
    }

    private void countText(String name, String text) {
        entries++;
        packText(name, text);
    }

    private void countNumber(String name, double number) {
        if (Double.isFinite(number)) {
            entries++;
            packNumber(name, number);
        }
    }
}
