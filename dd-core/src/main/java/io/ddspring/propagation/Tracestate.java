/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a W3C {@code tracestate}: ours and those of others.
 *
 * @param datadog what the {@code dd} member says
 * @param foreign the other members in order of arrival, joined by commas, or null
 */
record Tracestate(DatadogTracestate datadog, @Nullable String foreign) {
    static final String DATADOG_KEY = "dd=";

    private static final int MAX_MEMBERS = 32;
    private static final int MAX_LENGTH = 512;
    private static final int LONG_MEMBER = 128;
    private static final int MAX_TOKEN = 256;

    /** Takes the headers apart; several ones count as one in order of arrival. */
    static Tracestate parse(List<String> headers) {
        String datadogHeader = "";
        int datadogStart = 0;
        int datadogEnd = 0;
        StringBuilder foreign = null;
        int members = 0;
        for (int i = 0; i < headers.size(); i++) {
            String header = headers.get(i);
            int next;
            for (int from = 0; from < header.length(); from = next + 1) {
                next = HeaderText.indexOf(header, ',', from, header.length());
                int start = from;
                int end = next;
                while (start < end && isBlank(header.charAt(start))) {
                    start++;
                }
                while (end > start && isBlank(header.charAt(end - 1))) {
                    end--;
                }
                if (header.startsWith(DATADOG_KEY, start)) {
                    datadogHeader = header;
                    datadogStart = start + DATADOG_KEY.length();
                    datadogEnd = end;
                } else if (members < MAX_MEMBERS && isMember(header, start, end)) {
                    foreign = foreign == null ? new StringBuilder() : foreign.append(',');
                    foreign.append(header, start, end);
                    members++;
                }
            }
        }
        return new Tracestate(
                DatadogTracestate.parse(datadogHeader, datadogStart, datadogEnd),
                foreign == null ? null : foreign.toString());
    }

    /** What {@link #appendForeign} is to be given later: the members of others behind the unknown pairs of ours. */
    @Nullable
    String notOurs() {
        String unknownPairs = datadog.unknown();
        if (unknownPairs == null) {
            return foreign;
        }
        return foreign == null ? DATADOG_KEY + unknownPairs : DATADOG_KEY + unknownPairs + ',' + foreign;
    }

    /** The unknown pairs of our member among foreign ones, or null. */
    static @Nullable String unknownPairs(@Nullable String foreign) {
        return foreign != null && foreign.startsWith(DATADOG_KEY)
                ? foreign.substring(DATADOG_KEY.length(), HeaderText.indexOf(foreign, ',', 0, foreign.length()))
                : null;
    }

    /**
     * Puts the members of others behind our member. What exceeds the allowed number of members or the length that
     * everybody must hand on is left out: first long members, then the last ones.
     */
    static void appendForeign(StringBuilder tracestate, @Nullable String foreign) {
        if (foreign == null || foreign.isEmpty()) {
            return;
        }
        List<String> members = new ArrayList<>();
        int length = tracestate.length();
        int end;
        for (int start = 0; start < foreign.length(); start = end + 1) {
            end = HeaderText.indexOf(foreign, ',', start, foreign.length());
            if (end > start && !foreign.startsWith(DATADOG_KEY, start)) {
                members.add(foreign.substring(start, end));
                length += 1 + end - start;
            }
        }
        int excess = leaveOut(members, length - MAX_LENGTH, LONG_MEMBER);
        leaveOut(members, excess, 0);
        int kept = Math.min(members.size(), MAX_MEMBERS - 1);
        for (int i = 0; i < kept; i++) {
            tracestate.append(tracestate.isEmpty() ? "" : ",").append(members.get(i));
        }
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
    private static boolean isMember(String text, int start, int end) {
        int equals = HeaderText.indexOf(text, '=', start, end);
        if (equals == start || equals >= end - 1 || equals - start > MAX_TOKEN || end - equals - 1 > MAX_TOKEN) {
            return false;
        }
        for (int i = start; i < equals; i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (i == start || "_-*/@".indexOf(c) < 0)) {
                return false;
            }
        }
        return isValue(text, equals + 1, end);
    }

    /** Whether the text from {@code start} to before {@code end} is printable and has no {@code =}. */
    static boolean isValue(String text, int start, int end) {
        return HeaderText.isPrintable(text, start, end) && HeaderText.indexOf(text, '=', start, end) >= end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
