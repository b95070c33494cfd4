/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import org.jspecify.annotations.Nullable;

/** What names and values of {@code _dd.p.*} tags may look like in headers. */
final class PropagatedTag {
    private PropagatedTag() {}

    /** Value for {@code _dd.propagation_error} when the tag must not be taken over; null when it may. */
    static @Nullable String problemOf(String name, String value) {
        return switch (name) {
            case PropagationTags.TRACE_ID_HIGH -> isTraceIdHigh(value) ? null : "malformed_tid " + value;
            case PropagationTags.DECISION_MAKER -> isDecisionMaker(value) ? null : "decoding_error";
            case PropagationTags.TRACE_SOURCE -> isTraceSource(value) ? null : "decoding_error";
            default -> null;
        };
    }

    /** Whether all characters from {@code start} to before {@code end} are printable ASCII, blanks included. */
    static boolean isPrintable(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    static boolean isTraceIdHigh(String value) {
        return value.length() == 16 && Hex.isLowerCase(value, 0, 16);
    }

    /** A bit mask of at least two digits. */
    private static boolean isTraceSource(String value) {
        return value.length() >= 2 && value.length() <= 8 && Hex.isAnyCase(value);
    }

    /** Digits behind a dash, optionally preceded by ten hexadecimal digits that tell the service. */
    private static boolean isDecisionMaker(String value) {
        int dash = value.indexOf('-');
        if ((dash != 0 && dash != 10) || dash == value.length() - 1) {
            return false;
        }
        for (int i = dash + 1; i < value.length(); i++) {
            if (!Hex.isDigit(value.charAt(i))) {
                return false;
            }
        }
        return Hex.isLowerCase(value, 0, dash);
    }
}
