/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A header's value with parameters, such as {@code form-data; name="event"}. */
record HeaderValue(String text) {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([\\w*.-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]*+))");

    static HeaderValue of(@Nullable String text) {
        return new HeaderValue(text == null ? "" : text);
    }

    /** What stands before the parameters, in lower case. */
    String base() {
        int semicolon = text.indexOf(';');
        return (semicolon < 0 ? text : text.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    /** The value of a parameter without quotes, or null. */
    @Nullable
    String parameter(String name) {
        Matcher parameters = PARAMETER.matcher(text);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                String quoted = parameters.group(2);
                return quoted == null ? parameters.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            }
        }
        return null;
    }
}
