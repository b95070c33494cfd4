/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int MAX_LENGTH = 512;
    private static final int LONG_MEMBER = 128;
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

    /**
     * Puts the {@code dd} member before the others. What exceeds the allowed number of members or the length that
     * everybody must hand on is left out: first long members, then the last ones.
     */
    static String join(String datadog, @Nullable String foreign) {
        if (foreign == null || foreign.isEmpty()) {
            return DATADOG_KEY + datadog;
        }
        String all = DATADOG_KEY + datadog + ',' + foreign;
        List<String> members = new ArrayList<>(Arrays.asList(foreign.split(",", -1)));
        if (all.length() <= MAX_LENGTH && members.size() < MAX_MEMBERS) {
            return all;
        }
        int excess = leaveOut(members, all.length() - MAX_LENGTH, LONG_MEMBER);
        leaveOut(members, excess, 0);
        int kept = Math.min(members.size(), MAX_MEMBERS - 1);
        members.add(0, DATADOG_KEY + datadog);
        return String.join(",", members.subList(0, kept + 1));
    }

    /** Takes members longer than {@code length} from the end until the excess is gone; answers what is left of it. */
    private static int leaveOut(List<String> members, int excess, int length) {
        int left = excess;
        for (int i = members.size() - 1; i >= 0 && left > 0; i--) {
            if (members.get(i).length() > length) {
                left -= members.remove(i).length() + 1;
            }
        }
        return left;
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
