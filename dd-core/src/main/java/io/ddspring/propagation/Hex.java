/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.Arrays;

/** Hexadecimal numbers in headers. */
final class Hex {
    private static final byte[] LOWER_CASE = digits("0123456789abcdef");
    private static final byte[] ANY_CASE = digits("0123456789ABCDEF");

    static {
        System.arraycopy(LOWER_CASE, 'a', ANY_CASE, 'a', 6);
    }

    private Hex() {}

    /** By ASCII character, its value as a digit, or -1. */
    private static byte[] digits(String digits) {
        byte[] values = new byte[0x80];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        return values;
    }

    private static int digit(byte[] digits, char c) {
        return c < digits.length ? digits[c] : -1;
    }

    /** Whether all characters from {@code start} to before {@code end} are digits or {@code a} to {@code f}. */
    static boolean isLowerCase(String text, int start, int end) {
        return areDigits(LOWER_CASE, text, start, end);
    }

    /** Whether all characters from {@code start} to before {@code end} are hexadecimal digits of either case. */
    static boolean isAnyCase(String text, int start, int end) {
        return areDigits(ANY_CASE, text, start, end);
    }

    private static boolean areDigits(byte[] digits, String text, int start, int end) {
        int all = 0;
        for (int i = start; i < end; i++) {
            all |= digit(digits, text.charAt(i));
        }
        return all >= 0;
    }

    /**
     * The number that {@code text} has from {@code start} to before {@code end}: 1 to 16 characters that are known to be
     * hexadecimal digits of either case.
     */
    static long parse(String text, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = number << 4 | digit(ANY_CASE, text.charAt(i));
        }
        return number;
    }

    /** The number of the 8 characters from {@code start} on; negative when one is no digit nor {@code a} to {@code f}. */
    static long parse8LowerCase(String text, int start) {
        int number = 0;
        int all = 0;
        for (int i = 0; i < 8; i++) {
            int digit = digit(LOWER_CASE, text.charAt(start + i));
            number = number << 4 | digit;
            all |= digit;
        }
        return all < 0 ? -1 : number & 0xffff_ffffL;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
