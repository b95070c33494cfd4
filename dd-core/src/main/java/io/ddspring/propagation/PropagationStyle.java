/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way to write a context into headers, under the name that it has in the configuration, in links and in telemetry. */
enum PropagationStyle {
    /** The {@code x-datadog-*} headers. */
    DATADOG("datadog"),
    /** W3C Trace Context. */
    TRACECONTEXT("tracecontext"),
    /** B3 in one header. */
    B3("b3"),
    /** B3 in one header per value. */
    B3MULTI("b3multi"),
    /** W3C Baggage; carries no trace. */
    BAGGAGE("baggage");

    /** What the configuration may name. */
    static final String ALLOWED = "datadog, tracecontext, b3, b3 single header, b3multi, baggage or none";

    private final String styleName;

    PropagationStyle(String styleName) {
        this.styleName = styleName;
    }

    String styleName() {
        return styleName;
    }

    /** The style of the given name in any letter case, or null. An underscore stands for a blank. */
    static @Nullable PropagationStyle find(String name) {
        return switch (name.trim().toLowerCase(Locale.ROOT).replace('_', ' ')) {
            case "datadog" -> DATADOG;
            case "tracecontext" -> TRACECONTEXT;
            case "b3", "b3single", "b3 single header" -> B3;
            case "b3multi" -> B3MULTI;
            case "baggage" -> BAGGAGE;
            default -> null;
        };
    }
}
