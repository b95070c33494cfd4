/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

/** Hexadecimal numbers in headers: to be checked first, then read. */
final class Hex {
    private Hex() {}

    /** Whether all characters from {@code start} to before {@code end} are digits or {@code a} to {@code f}. */
    static boolean isLowerCase(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Whether all characters from {@code start} to before {@code end} are hexadecimal digits of either case. */
    static boolean isAnyCase(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return true;
    }

    /** The number that {@code text} has from {@code start} to before {@code end}, which must be 1 to 16 hexadecimal digits. */
    static long parse(String text, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            // Letters of either case are 0x20 apart.
            number = number << 4 | (isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return number;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
