/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/** How long a text may be. Longer ones are cut the way the Agent's own tracers do. */
final class TextLimit {
    static final int CHARS = 25_000;
    private static final int KEPT_CHARS = 2_486;
    private static final String CUT_MARK = "<truncated>...";

    private TextLimit() {}

    /** {@code text}, or its beginning and a mark when it is too long. */
    static String cut(String text) {
        return text.length() <= CHARS ? text : text.substring(0, keptChars(text)) + CUT_MARK;
    }

    private static int keptChars(String text) {
        return Character.isHighSurrogate(text.charAt(KEPT_CHARS - 1)) ? KEPT_CHARS - 1 : KEPT_CHARS;
    }
}
