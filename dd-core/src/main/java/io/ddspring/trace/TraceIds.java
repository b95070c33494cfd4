/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** Text forms of trace and span ids. Ids are unsigned. */
public final class TraceIds {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private TraceIds() {}

    /** 16 lower-case hexadecimal digits. */
    public static String toHex(long id) {
        char[] digits = new char[16];
        writeHex(id, digits, 0);
        return new String(digits);
    }

    /** 32 lower-case hexadecimal digits. */
    public static String toHex(long high, long low) {
        char[] digits = new char[32];
        writeHex(high, digits, 0);
        writeHex(low, digits, 16);
        return new String(digits);
    }

    /** Unsigned decimal. */
    public static String toDecimal(long id) {
        return Long.toUnsignedString(id);
    }

    private static void writeHex(long id, char[] target, int offset) {
        for (int i = 0; i < 16; i++) {
            target[offset + i] = HEX[(int) (id >>> (60 - 4 * i)) & 0xf];
        }
    }
}
