/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.SamplingPriority;
import org.jspecify.annotations.Nullable;

/** What the values of headers have in common. */
final class HeaderText {
    private HeaderText() {}

    /** What stands before the first comma, without blanks around it: intermediaries join repeated headers. */
    static @Nullable String firstPart(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int comma = value.indexOf(',');
        return (comma < 0 ? value : value.substring(0, comma)).trim();
    }

    /** The decimal text of a sampling priority. */
    static String priority(int priority) {
        return switch (priority) {
            case SamplingPriority.USER_DROP -> "-1";
            case SamplingPriority.SAMPLER_DROP -> "0";
            case SamplingPriority.SAMPLER_KEEP -> "1";
            case SamplingPriority.USER_KEEP -> "2";
            default -> Integer.toString(priority);
        };
    }

    /**
     * The sampling priority of a decimal text.
     *
     * @throws NumberFormatException when it is none
     */
    static int priority(String decimal) {
        return decimal.length() == 1 && Hex.isDigit(decimal.charAt(0))
                ? decimal.charAt(0) - '0'
                : Integer.parseInt(decimal);
    }

    /** Where {@code c} is from {@code start} to before {@code end}; {@code end} when it is not there. */
    static int indexOf(String text, char c, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != c) {
            i++;
        }
        return i;
    }

    /** Whether all characters from {@code start} to before {@code end} are printable ASCII, blanks included. */
    static boolean isPrintable(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isPrintable(char c) {
        return c >= 0x20 && c <= 0x7e;
    }
}
