/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.Baggage;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The older form of baggage: one header {@code ot-baggage-<name>} per item, with the value percent-encoded. As names of
 * headers have no letter case, names of items arrive in lower case.
 *
 * @param limits how many items and how many bytes of names and values are read and written
 */
record OtBaggageHeaders(BaggageLimits limits) {
    private static final String PREFIX = "ot-baggage-";

    <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        if (context.baggage().isEmpty()) {
            return;
        }
        int count = 0;
        int bytes = 0;
        for (Map.Entry<String, String> item : context.baggage().entrySet()) {
            StringBuilder value = new StringBuilder();
            BaggageText.appendValue(value, item.getValue());
            bytes += item.getKey().length() + value.length();
            if (count++ == limits.maxItems() || bytes > limits.maxBytes()) {
                return;
            }
            if (isHeaderName(item.getKey())) {
                setter.set(carrier, PREFIX + item.getKey(), value.toString());
            }
        }
    }

    /** The context with the items that {@code carrier} has in addition; null when there is neither. */
    <C> @Nullable RemoteSpanContext addTo(@Nullable RemoteSpanContext context, C carrier, HeaderGetter<C> getter) {
        Map<String, String> items = null;
        int bytes = 0;
        for (String header : getter.names(carrier)) {
            String value = isOurs(header) ? getter.get(carrier, header) : null;
            if (value == null) {
                continue;
            }
            items = items == null ? new LinkedHashMap<>() : items;
            bytes += header.length() - PREFIX.length() + value.length();
            if (items.size() == limits.maxItems() || bytes > limits.maxBytes()) {
                break;
            }
            items.put(
                    header.substring(PREFIX.length()).toLowerCase(Locale.ROOT),
                    BaggageText.decode(value, 0, value.length()));
        }
        if (items == null) {
            return context;
        }
        RemoteSpanContext.Builder extended = context == null ? RemoteSpanContext.withoutTrace() : context.toBuilder();
        return extended.baggage(Baggage.copyOf(items)).build();
    }

    private static boolean isOurs(String header) {
        return header.length() > PREFIX.length() && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Whether others can read it as part of a header's name. */
    private static boolean isHeaderName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Hex.isDigit(c);
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
