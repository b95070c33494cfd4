/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a W3C {@code tracestate}: ours and those of others.
 *
 * @param datadog value of the {@code dd} member, or null
 * @param foreign the other members in order of arrival, joined by commas, or null
 */
record Tracestate(@Nullable String datadog, @Nullable String foreign) {
    private static final int MAX_MEMBERS = 32;
    private static final String DATADOG_KEY = "dd=";

    /** Takes the headers apart; several ones count as one in order of arrival. */
    static Tracestate parse(List<String> headers) {
        String datadog = null;
        List<String> foreign = new ArrayList<>();
        for (String header : headers) {
            for (String part : header.split(",", -1)) {
                String member = part.trim();
                if (member.startsWith(DATADOG_KEY)) {
                    datadog = member.substring(DATADOG_KEY.length());
                } else if (isWellFormed(member)) {
                    foreign.add(member);
                }
            }
        }
        return new Tracestate(datadog, foreign.isEmpty() ? null : String.join(",", foreign));
    }

    /** Puts the {@code dd} member before the others and leaves out what exceeds the allowed number of members. */
    static String join(String datadog, @Nullable String foreign) {
        if (foreign == null || foreign.isEmpty()) {
            return DATADOG_KEY + datadog;
        }
        String[] members = foreign.split(",", -1);
        StringBuilder joined = new StringBuilder(DATADOG_KEY).append(datadog);
        for (int i = 0; i < members.length && i < MAX_MEMBERS - 1; i++) {
            joined.append(',').append(members[i]);
        }
        return joined.toString();
    }

    /** A key of W3C's letters, {@code =}, and a value of printable characters. */
    private static boolean isWellFormed(String member) {
        int equals = member.indexOf('=');
        if (equals <= 0 || equals > 256 || equals == member.length() - 1 || member.length() - equals > 257) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            char c = member.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (i == 0 || "_-*/@".indexOf(c) < 0)) {
                return false;
            }
        }
        for (int i = equals + 1; i < member.length(); i++) {
            char c = member.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '=') {
                return false;
            }
        }
        return true;
    }
}
