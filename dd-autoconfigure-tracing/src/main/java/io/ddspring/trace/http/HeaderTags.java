/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.trace.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Headers that become tags of a span. Immutable and thread-safe. */
public final class HeaderTags {
    /** No header becomes a tag. */
    public static final HeaderTags NONE = new HeaderTags(Map.of(), true);

    private final String[] headers;
    private final String[] tags;
    private final boolean wholeValue;

    private HeaderTags(Map<String, String> tagsByHeader, boolean wholeValue) {
        this.headers = tagsByHeader.keySet().toArray(String[]::new);
        this.tags = tagsByHeader.values().toArray(String[]::new);
        this.wholeValue = wholeValue;
    }

    /**
     * Tags of requests.
     *
     * @param entries each {@code Header} or {@code Header:tag}; a later one replaces an earlier one of the same header
     * @param wholeValue whether the tag gets all of a value that has commas, instead of what is before the first
     */
    public static HeaderTags ofRequest(List<String> entries, boolean wholeValue) {
        return of("http.request.headers.", entries, wholeValue);
    }

    /**
     * Tags of responses.
     *
     * @param entries each {@code Header} or {@code Header:tag}; a later one replaces an earlier one of the same header
     */
    public static HeaderTags ofResponse(List<String> entries) {
        return of("http.response.headers.", entries, true);
    }

    private static HeaderTags of(String prefix, List<String> entries, boolean wholeValue) {
        Map<String, String> tagsByHeader = new LinkedHashMap<>();
        for (String entry : entries) {
            String text = entry.trim();
            int colon = text.indexOf(':');
            String header = (colon < 0 ? text : text.substring(0, colon)).trim();
            String tag = colon < 0
                    ? prefix + normalize(header)
                    : text.substring(colon + 1).trim();
            if (!header.isEmpty() && !tag.isEmpty() && text.charAt(0) != ':') {
                tagsByHeader.put(header.toLowerCase(Locale.ROOT), tag);
            }
        }
        return tagsByHeader.isEmpty() ? NONE : new HeaderTags(tagsByHeader, wholeValue);
    }

    /** The entries of both lists, those of {@code second} winning over those of {@code first}. */
    static List<String> merge(List<String> first, List<String> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<String> merged = new ArrayList<>(first);
        merged.addAll(second);
        return merged;
    }

    /** Sets the tags of the headers that {@code valueOf} has a value for. */
    public void apply(Span span, Function<String, @Nullable String> valueOf) {
        for (int i = 0; i < headers.length; i++) {
            String value = valueOf.apply(headers[i]);
            if (value != null) {
                span.setTag(tags[i], shown(value));
            }
        }
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return headers.length == 0;
    }

    private String shown(String value) {
        int comma = wholeValue ? -1 : value.indexOf(',');
        return (comma < 0 ? value : value.substring(0, comma)).trim();
    }

    private static String normalize(String header) {
        StringBuilder name = new StringBuilder(header.toLowerCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '/') {
                name.setCharAt(i, '_');
            }
        }
        return name.toString();
    }
}
