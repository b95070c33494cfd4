/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Text forms of trace and span ids. Ids are unsigned. Thread-safe. */
public final class TraceIds {
    private static final HexFormat HEX = HexFormat.of();
    private static final AtomicReference<UpperHalf> LATEST = new AtomicReference<>(new UpperHalf(0, toHex(0)));

    private TraceIds() {}

    /** 16 lower-case hexadecimal digits. */
    public static String toHex(long id) {
        return HEX.toHexDigits(id);
    }

    /** 32 lower-case hexadecimal digits. */
    public static String toHex(long high, long low) {
        return highToHex(high).concat(toHex(low));
    }

    /**
     * The upper half of a trace id as 16 lower-case hexadecimal digits. As it tells the second in which the trace began,
     * most traces of a moment have the same, so the one that was asked for last is kept.
     */
    public static String highToHex(long high) {
        UpperHalf latest = Objects.requireNonNull(LATEST.get());
        if (latest.id != high) {
            latest = new UpperHalf(high, toHex(high));
            LATEST.set(latest);
        }
        return latest.text;
    }

    /** Unsigned decimal. */
    public static String toDecimal(long id) {
        return Long.toUnsignedString(id);
    }

    private record UpperHalf(long id, String text) {}
}
