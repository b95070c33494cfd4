/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

/**
 * Guesses the endpoint of a request whose route is not known from its path, by replacing the segments that look like
 * parameters. At most eight segments are looked at.
 */
final class EndpointInference {
    private static final int MAX_SEGMENTS = 8;
    private static final int LONG_SEGMENT = 20;
    private static final String UNUSUAL = "%&'()*+,:=@";

    private EndpointInference() {}

    static String endpointOf(String path) {
        StringBuilder endpoint = new StringBuilder(path.length());
        int segments = 0;
        int start = 0;
        while (start < path.length() && segments < MAX_SEGMENTS) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                endpoint.append('/').append(nameOf(path.substring(start, end)));
                segments++;
            }
            start = end + 1;
        }
        return endpoint.isEmpty() ? "/" : endpoint.toString();
    }

    private static String nameOf(String segment) {
        int digits = 0;
        int hexDigits = 0;
        int separators = 0;
        boolean unusual = false;
        int length = segment.length();
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                hexDigits++;
            } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
                hexDigits++;
            } else if (c == '.' || c == '_' || c == '-') {
                separators++;
            } else {
                unusual |= UNUSUAL.indexOf(c) >= 0;
            }
        }
        if (digits == length && length >= 2 && segment.charAt(0) != '0') {
            return "{param:int}";
        }
        if (digits > 0 && length >= 3 && digits + separators == length) {
            return "{param:int_id}";
        }
        if (digits > 0 && length >= 6 && hexDigits == length) {
            return "{param:hex}";
        }
        if (digits > 0 && length >= 6 && hexDigits + separators == length) {
            return "{param:hex_id}";
        }
        return length >= LONG_SEGMENT || unusual ? "{param:str}" : segment;
    }
}
