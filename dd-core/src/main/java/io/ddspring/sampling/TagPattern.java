/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SpanData;
import java.math.BigDecimal;
import java.util.Map;

/** What the value of a tag must look like. A span without the tag never fits. */
record TagPattern(String name, Glob value) {
    /** From here on every double is a whole number, but not every one fits into a long. */
    private static final double LARGE = 0x1p62;

    /** @param commonTags tags of spans that do not set them themselves */
    boolean matches(SpanData span, Map<String, String> commonTags) {
        String text = span.tag(name);
        if (text != null) {
            return value.matches(text);
        }
        double number = span.metric(name, Double.NaN);
        if (!Double.isNaN(number)) {
            return matches(number);
        }
        String common = commonTags.get(name);
        return common != null && value.matches(common);
    }

    /** How a fraction is written differs between languages, so that only patterns without its digits fit everywhere. */
    private boolean matches(double number) {
        if (number != Math.rint(number)) {
            return value.onlyWildcards() && value.matches(Double.toString(number));
        }
        return value.matches(
                Math.abs(number) < LARGE ? Long.toString((long) number) : new BigDecimal(number).toPlainString());
    }
}
