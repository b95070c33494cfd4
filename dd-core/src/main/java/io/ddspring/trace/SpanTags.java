/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;

/** Tags as they are read: texts and numbers, each under its name. Reading allocates nothing. */
public interface SpanTags {
    /** No tags. */
    SpanTags NONE = new SpanTags() {
        @Override
        public int tagCount() {
            return 0;
        }

        @Override
        public void forEachTag(BiConsumer<? super String, ? super String> reader) {}

        @Override
        public int metricCount() {
            return 0;
        }

        @Override
        public void forEachMetric(ObjDoubleConsumer<? super String> reader) {}
    };

    /** Number of text tags. */
    int tagCount();

    /** Gives {@code reader} the name and value of every text tag. */
    void forEachTag(BiConsumer<? super String, ? super String> reader);

    /** Number of numeric tags. */
    int metricCount();

    /** Gives {@code reader} the name and value of every numeric tag. */
    void forEachMetric(ObjDoubleConsumer<? super String> reader);
}
