/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.List;

/** Settings of what is written into and read from the headers of messages. */
public final class PropagationKeys {
    /** Header styles of both directions. */
    public static final ConfigKey<List<String>> STYLE = ConfigKey.of(
            "dd.trace.propagation-style",
            ConfigType.LIST,
            List.of("datadog", "tracecontext", "baggage"),
            "Header styles that are written and, in this order, read: datadog, tracecontext, b3 (single header), b3multi, baggage; none switches propagation off.");

    /** Header styles that are read. */
    public static final ConfigKey<List<String>> STYLE_EXTRACT = ConfigKey.of(
            "dd.trace.propagation-style-extract",
            ConfigType.LIST,
            List.of(),
            "Header styles that are read, in this order; those of dd.trace.propagation-style when not set.");

    /** Header styles that are written. */
    public static final ConfigKey<List<String>> STYLE_INJECT = ConfigKey.of(
            "dd.trace.propagation-style-inject",
            ConfigType.LIST,
            List.of(),
            "Header styles that are written; those of dd.trace.propagation-style when not set.");

    /** Whether only the first style with a trace is read. */
    public static final ConfigKey<Boolean> EXTRACT_FIRST = ConfigKey.of(
            "dd.trace.propagation-extract-first",
            ConfigType.FLAG,
            false,
            "Whether reading stops at the first style that names a trace, instead of comparing the styles.");

    /** What becomes of a trace that came in. */
    public static final ConfigKey<String> BEHAVIOR_EXTRACT = ConfigKey.of(
            "dd.trace.propagation-behavior-extract",
            ConfigType.oneOf("continue", "restart", "ignore"),
            "continue",
            "What to do with a trace that came in: continue it, restart with a new trace that is linked to it, or ignore it.");

    /** Longest {@code x-datadog-tags}. */
    public static final ConfigKey<Integer> TAGS_MAX_LENGTH = ConfigKey.of(
            "dd.trace.x-datadog-tags.max-length",
            ConfigType.integer(0, 512),
            512,
            "Characters of the header x-datadog-tags at most; 0 switches the header off.");

    /** Most items of a baggage header. */
    public static final ConfigKey<Integer> BAGGAGE_MAX_ITEMS = ConfigKey.of(
            "dd.trace.baggage-max-items",
            ConfigType.integer(0, Integer.MAX_VALUE),
            64,
            "Baggage items that are read or written at most; 0 switches baggage off.");

    /** Largest baggage header. */
    public static final ConfigKey<Integer> BAGGAGE_MAX_BYTES = ConfigKey.of(
            "dd.trace.baggage-max-bytes",
            ConfigType.integer(0, Integer.MAX_VALUE),
            8192,
            "Bytes of the baggage header that are read or written at most; 0 switches baggage off.");

    /** Baggage items that become tags. */
    public static final ConfigKey<List<String>> BAGGAGE_TAG_KEYS = ConfigKey.of(
            "dd.trace.baggage-tag-keys",
            ConfigType.LIST,
            List.of("user.id", "session.id", "account.id"),
            "Names of received baggage items that become tags of the service's first span; * means all, nothing means none.");

    /** Whether ids in B3 headers have leading zeros. */
    public static final ConfigKey<Boolean> B3_PADDING = ConfigKey.of(
            "dd.trace.propagation-style-b3-padding.enabled",
            ConfigType.FLAG,
            true,
            "Whether ids in B3 headers are filled with leading zeros to 32 and 16 digits.");

    /** Whether baggage also travels in headers of its own. */
    public static final ConfigKey<Boolean> HTTP_BAGGAGE = ConfigKey.of(
            "dd.trace.propagation-http-baggage.enabled",
            ConfigType.FLAG,
            false,
            "Whether the style datadog also reads and writes each baggage item as a header ot-baggage-*.");

    private PropagationKeys() {}
}
