/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of what is kept, besides the sample rate and its limit. */
public final class SamplingKeys {
    static final String ALLOWED_RULES = "a JSON array of rules like"
            + " {\"service\":\"shop*\",\"name\":\"*\",\"resource\":\"GET /*\",\"tags\":{\"tier\":\"gold\"},\"sample_rate\":0.5}";
    static final String ALLOWED_SPAN_RULES = "a JSON array of rules like"
            + " {\"service\":\"shop*\",\"name\":\"*\",\"sample_rate\":0.5,\"max_per_second\":50}";

    /** Which share of which traces is kept. */
    public static final ConfigKey<RuleList<SamplingRule>> RULES = ConfigKey.of(
            "dd.trace.sampling-rules",
            ConfigType.ofFound(ALLOWED_RULES, RuleReader::traceRules, RuleList::json),
            RuleList.empty(),
            "JSON array of rules that say which share of which traces is kept; the first one for a trace decides.");

    /** Which single spans of dropped traces are kept. */
    public static final ConfigKey<RuleList<SpanSamplingRule>> SPAN_RULES = ConfigKey.of(
                    "dd.span-sampling-rules",
                    ConfigType.of(ALLOWED_SPAN_RULES, RuleReader::ofSpans, RuleList<SpanSamplingRule>::json),
                    RuleList.<SpanSamplingRule>empty(),
                    "JSON array of rules that say which single spans of dropped traces are kept all the same.")
            .alias("dd.trace.span-sampling-rules");

    /** A file with {@link #SPAN_RULES}. */
    public static final ConfigKey<String> SPAN_RULES_FILE = ConfigKey.of(
            "dd.span-sampling-rules-file",
            ConfigType.TEXT,
            "",
            "File with the rules for single spans; not read when the rules themselves are set.");

    /** Number of traces whose decision can be explained. */
    public static final ConfigKey<Integer> EXPLAIN_LIMIT = ConfigKey.of(
            "dd.trace.explain.limit",
            ConfigType.integer(0, 100_000),
            1000,
            "Number of recent traces for which /actuator/datadog/explain tells why they were kept or dropped; 0 for none.");

    private SamplingKeys() {}
}
