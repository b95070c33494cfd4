/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import org.jspecify.annotations.Nullable;

/** What names and values of {@code _dd.p.*} tags may look like in headers. */
final class PropagatedTag {
    private static final String[] WELL_KNOWN = {
        PropagationTags.DECISION_MAKER,
        PropagationTags.SAMPLING_RATE,
        PropagationTags.TRACE_SOURCE,
        PropagationTags.TRACE_ID_HIGH
    };
    private static final int PREFIX_LENGTH = PropagationTags.PREFIX.length();

    private PropagatedTag() {}

    /** The name of the tag that {@code text} calls, from {@code start} to before {@code end}, without the prefix of all. */
    static String name(String text, int start, int end) {
        for (String name : WELL_KNOWN) {
            if (name.length() - PREFIX_LENGTH == end - start
                    && text.regionMatches(start, name, PREFIX_LENGTH, end - start)) {
                return name;
            }
        }
        return PropagationTags.PREFIX.concat(text.substring(start, end));
    }

    /** Value for {@code _dd.propagation_error} when the tag must not be taken over; null when it may. */
    static @Nullable String problemOf(String name, String value) {
        return switch (name) {
            case PropagationTags.DECISION_MAKER -> isDecisionMaker(value) ? null : PropagationErrors.DECODING;
            case PropagationTags.TRACE_SOURCE -> isTraceSource(value) ? null : PropagationErrors.DECODING;
            default -> null;
        };
    }

    static boolean isTraceIdHigh(String value) {
        return value.length() == 16 && Hex.isLowerCase(value, 0, 16);
    }

    /** Visible ASCII without {@code ,} and {@code =}, at least one character. */
    static boolean isName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c > 0x7e || c == ',' || c == '=') {
                return false;
            }
        }
        return start < end;
    }

    /** Printable ASCII without {@code ,}, at least one character. */
    static boolean isValue(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e || c == ',') {
                return false;
            }
        }
        return start < end;
    }

    /** A bit mask of at least two digits. */
    private static boolean isTraceSource(String value) {
        return value.length() >= 2 && value.length() <= 8 && Hex.isAnyCase(value, 0, value.length());
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
