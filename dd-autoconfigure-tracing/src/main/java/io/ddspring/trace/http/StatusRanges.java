/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigType;
import java.util.BitSet;

/** A set of HTTP status codes, written like {@code 500-599,404}. Immutable and thread-safe. */
public final class StatusRanges {
    /** How a setting names status codes. */
    public static final ConfigType<StatusRanges> TYPE =
            ConfigType.of("status codes and ranges separated by commas, such as 500-599,404", StatusRanges::parse);

    private static final int LEAST = 100;
    private static final int MOST = 999;

    private final BitSet codes;
    private final String text;

    private StatusRanges(BitSet codes, String text) {
        this.codes = codes;
        this.text = text;
    }

    /**
     * The status codes that {@code text} names; the ends of a range may come in either order.
     *
     * @throws IllegalArgumentException when an item is not a code from 100 to 999 or a range of such
     */
    public static StatusRanges parse(String text) {
        BitSet codes = new BitSet(MOST + 1);
        for (String item : text.split(",", -1)) {
            int dash = item.indexOf('-');
            int first = code(dash < 0 ? item : item.substring(0, dash));
            int last = dash < 0 ? first : code(item.substring(dash + 1));
            codes.set(Math.min(first, last), Math.max(first, last) + 1);
        }
        return new StatusRanges(codes, text.trim());
    }

    private static int code(String text) {
        int code = Integer.parseInt(text.trim());
        if (code < LEAST || code > MOST) {
            throw new IllegalArgumentException("status code " + code);
        }
        return code;
    }

    /** Whether {@code status} belongs to the set. */
    public boolean contains(int status) {
        return status >= 0 && codes.get(status);
    }

    @Override
    public String toString() {
        return text;
    }
}
