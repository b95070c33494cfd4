/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import org.jspecify.annotations.Nullable;

/**
 * An IP address read from a literal, never by a name look-up.
 *
 * @param text the literal without port, brackets and zone
 * @param isV6 whether it is written as IPv6
 * @param isPrivate whether it belongs to a network that is not reachable from everywhere
 */
record IpAddress(String text, boolean isV6, boolean isPrivate) {
    private static final int GROUPS = 8;

    /** The address that {@code text} starts with, which may be quoted and carry brackets, a zone and a port; else null. */
    static @Nullable IpAddress parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String literal = bare(text.trim());
        if (literal.indexOf(':') < 0) {
            long v4 = parseV4(literal);
            return v4 < 0 ? null : new IpAddress(literal, false, isPrivateV4(v4));
        }
        int[] groups = parseV6(literal);
        return groups == null ? null : new IpAddress(literal, true, isPrivateV6(groups));
    }

    private static String bare(String text) {
        String literal = text;
        if (literal.length() >= 2 && literal.startsWith("\"") && literal.endsWith("\"")) {
            literal = literal.substring(1, literal.length() - 1);
        }
        if (literal.startsWith("[")) {
            int bracket = literal.indexOf(']');
            literal = bracket < 0 ? literal : literal.substring(1, bracket);
        } else if (literal.indexOf('.') >= 0 && literal.indexOf(':') == literal.lastIndexOf(':')) {
            int colon = literal.indexOf(':');
            literal = colon < 0 ? literal : literal.substring(0, colon);
        }
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }

    /** The 32 bits of a dotted quad, or -1. */
    private static long parseV4(String text) {
        long bits = 0;
        int octets = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int octet = number(text, start, end, 10, 3);
            if (octet < 0 || octet > 255 || ++octets > 4) {
                return -1;
            }
            bits = (bits << 8) | octet;
            start = end + 1;
        }
        return octets == 4 ? bits : -1;
    }

    /** The eight groups of an IPv6 literal, or null. */
    private static int @Nullable [] parseV6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int position = 0;
        if (text.startsWith("::")) {
            gap = 0;
            position = 2;
        }
        while (position < text.length()) {
            int colon = text.indexOf(':', position);
            int end = colon < 0 ? text.length() : colon;
            int group = number(text, position, end, 16, 4);
            if (group >= 0 && count < GROUPS) {
                groups[count++] = group;
            } else {
                long v4 = colon < 0 ? parseV4(text.substring(position)) : -1;
                if (v4 < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (v4 >> 16);
                groups[count++] = (int) (v4 & 0xffff);
            }
            position = end + 1;
            if (colon >= 0 && text.startsWith(":", position)) {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                position++;
            } else if (colon >= 0 && position == text.length()) {
                return null;
            }
        }
        return spread(groups, count, gap);
    }

    private static int @Nullable [] spread(int[] groups, int count, int gap) {
        if (gap < 0) {
            return count == GROUPS ? groups : null;
        }
        if (count == GROUPS) {
            return null;
        }
        int[] spread = new int[GROUPS];
        System.arraycopy(groups, 0, spread, 0, gap);
        System.arraycopy(groups, gap, spread, GROUPS - (count - gap), count - gap);
        return spread;
    }

    private static int number(String text, int start, int end, int radix, int maxDigits) {
        if (end <= start || end - start > maxDigits) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private static boolean isPrivateV4(long bits) {
        int first = (int) (bits >> 24);
        int second = (int) ((bits >> 16) & 0xff);
        return switch (first) {
            case 10, 127 -> true;
            case 100 -> (second & 0xc0) == 64;
            case 169 -> second == 254;
            case 172 -> (second & 0xf0) == 16;
            case 192 -> second == 168;
            default -> false;
        };
    }

    private static boolean isPrivateV6(int[] groups) {
        boolean zeroesFirst = true;
        for (int i = 0; i < 5; i++) {
            zeroesFirst &= groups[i] == 0;
        }
        if (zeroesFirst && groups[5] == 0xffff) {
            return isPrivateV4(((long) groups[6] << 16) | groups[7]);
        }
        boolean loopback = zeroesFirst && groups[5] == 0 && groups[6] == 0 && groups[7] == 1;
        int prefix10 = groups[0] & 0xffc0;
        return loopback || prefix10 == 0xfe80 || prefix10 == 0xfec0 || (groups[0] & 0xfe00) == 0xfc00;
    }
}
