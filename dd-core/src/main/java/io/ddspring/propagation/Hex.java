/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

/** Hexadecimal numbers in headers, checked more strictly than {@link Long#parseUnsignedLong(String, int)} does. */
final class Hex {
    private Hex() {}

    static boolean isLowerCase(String text, int leastLength, int mostLength) {
        return text.length() >= leastLength
                && text.length() <= mostLength
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static boolean isAnyCase(String text, int leastLength, int mostLength) {
        return text.length() >= leastLength
                && text.length() <= mostLength
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }

    /** The number that {@code text} has from {@code start} to before {@code end}, which must be 1 to 16 digits. */
    static long parse(String text, int start, int end) {
        return Long.parseUnsignedLong(text, start, end, 16);
    }
}
