/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/** The products that want a trace: the bits of {@code _dd.p.ts}, which is written as a hexadecimal number. */
final class TraceSources {
    static final int APPSEC = 0x02;
    static final int AI_GUARD = 0x20;

    private static final int LONGEST = 8;

    private TraceSources() {}

    /** The bits that {@code text} stands for; 0 when it stands for none. */
    static int parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return 0;
        }
        try {
            return Integer.parseUnsignedInt(text, 16);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    /** The text for {@code sources} together with those that {@code present} stands for; at least two digits. */
    static String merge(@Nullable String present, int sources) {
        String digits = Integer.toHexString(parse(present) | sources);
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
