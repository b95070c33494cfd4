/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.List;

/**
 * A path pattern: {@code ?} stands for one character and {@code *} for any number of characters of a segment, {@code **}
 * as a whole segment for any number of segments, none included. Immutable and thread-safe.
 */
final class AntPattern {
    private static final String ANY_SEGMENTS = "**";

    private final String text;
    private final List<String> segments;

    AntPattern(String text) {
        this.text = text;
        this.segments = List.of(text.split("/", -1));
    }

    boolean matches(String path) {
        String[] parts = path.split("/", -1);
        // The positions to return to when what follows the last ** does not match.
        int retrySegment = -1;
        int retryPart = -1;
        int segment = 0;
        int part = 0;
        while (part < parts.length) {
            if (segment < segments.size() && segments.get(segment).equals(ANY_SEGMENTS)) {
                retrySegment = ++segment;
                retryPart = part;
            } else if (segment < segments.size() && segmentMatches(segments.get(segment), parts[part])) {
                segment++;
                part++;
            } else if (retrySegment >= 0) {
                segment = retrySegment;
                part = ++retryPart;
            } else {
                return false;
            }
        }
        while (segment < segments.size() && segments.get(segment).equals(ANY_SEGMENTS)) {
            segment++;
        }
        return segment == segments.size();
    }

    private static boolean segmentMatches(String pattern, String part) {
        int retryPattern = -1;
        int retryPart = -1;
        int p = 0;
        int i = 0;
        while (i < part.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*') {
                retryPattern = ++p;
                retryPart = i;
            } else if (p < pattern.length() && (wanted == '?' || wanted == part.charAt(i))) {
                p++;
                i++;
            } else if (retryPattern >= 0) {
                p = retryPattern;
                i = ++retryPart;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
