/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;

/**
 * Writes the tags of spans as maps. A map says first how many entries it has; if a span gives more or fewer than it has
 * counted, its map is begun anew. Used by one thread.
 */
abstract class TagMaps {
    private final PayloadBody out;
    private final BiConsumer<String, String> textReader = this::countText;
    private final ObjDoubleConsumer<String> numberReader = this::countNumber;
    private int entries;

    TagMaps(PayloadBody out) {
        this.out = out;
    }

    /** Writes an entry. */
    abstract void packText(String name, String text);

    /** Writes an entry; {@code number} is finite. */
    abstract void packNumber(String name, double number);

    /** Begins a map with the text tags of {@code span}, to which the caller adds {@code more} entries. */
    final void beginTexts(SpanData span, int more) {
        int start = out.position();
        int announced = span.tagCount();
        begin(announced + more);
        span.forEachTag(textReader);
        while (entries != announced) {
            announced = entries;
            out.rewind(start);
            begin(announced + more);
            span.forEachTag(textReader);
        }
    }

    /** Begins a map with the numeric tags of {@code span}, to which the caller adds {@code more} entries. */
    final void beginNumbers(SpanData span, int more) {
        int start = out.position();
        int announced = span.metricCount();
        begin(announced + more);
        span.forEachMetric(numberReader);
        while (entries != announced) {
            announced = entries;
            out.rewind(start);
            begin(announced + more);
            span.forEachMetric(numberReader);
        }
    }

    private void begin(int announced) {
        out.mapHeader(announced);
        entries = 0;
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
