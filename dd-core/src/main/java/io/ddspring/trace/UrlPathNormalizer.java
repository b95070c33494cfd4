/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/**
 * Makes a resource name of a URL path whose route is not known: a segment with a digit in it becomes {@code ?}, because
 * it probably identifies something, unless it looks like an API version ({@code v1} to {@code v99}).
 */
public final class UrlPathNormalizer {
    private UrlPathNormalizer() {}

    /** The normalised path; {@code /} for an empty one. White space is removed. */
    public static String normalize(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        if (!needsChange(path)) {
            return path;
        }
        StringBuilder normalized = new StringBuilder(path.length());
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            appendSegment(normalized, path, start, end);
            if (slash >= 0) {
                normalized.append('/');
            }
            start = end + 1;
        }
        return normalized.isEmpty() ? "/" : normalized.toString();
    }

    private static boolean needsChange(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (isDigit(c) || Character.isWhitespace(c)) {
                return true;
            }
        }
        return false;
    }

    private static void appendSegment(StringBuilder out, String path, int start, int end) {
        if (hasDigit(path, start, end) && !isVersion(path, start, end)) {
            out.append('?');
            return;
        }
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(path.charAt(i))) {
                out.append(path.charAt(i));
            }
        }
    }

    private static boolean hasDigit(String path, int start, int end) {
        for (int i = start; i < end; i++) {
            if (isDigit(path.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVersion(String path, int start, int end) {
        int length = end - start;
        if (length < 2 || length > 3 || path.charAt(start) != 'v') {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            if (!isDigit(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
