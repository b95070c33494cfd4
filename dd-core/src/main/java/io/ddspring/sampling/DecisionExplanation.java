/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a decision into words and facts. */
final class DecisionExplanation {
    private DecisionExplanation() {}

    /** @param received the tags that came with the request */
    static Map<String, Object> of(TraceDecision decision, PropagationTags received) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kept", SamplingPriority.isKept(decision.priority()));
        facts.put("priority", decision.priority());
        facts.put("priority-name", priorityName(decision.priority()));
        facts.put("because", because(decision));
        if (decision.madeHere()) {
            addMechanism(decision.mechanism(), facts);
        } else {
            addReceivedMechanism(received.get(PropagationTags.DECISION_MAKER), facts);
        }
        SamplingDecision automatic = decision.automatic();
        if (automatic != null) {
            boolean inForce = decision.automaticInForce() != null;
            if (inForce) {
                facts.putAll(details(automatic));
            } else {
                facts.put("overridden", overridden(automatic));
            }
        }
        if (decision.sources() != 0) {
            facts.put("wanted-by", String.format(Locale.ROOT, "%02x", decision.sources()));
        }
        return facts;
    }

    private static Map<String, Object> overridden(SamplingDecision automatic) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("priority", automatic.priority());
        addMechanism(automatic.mechanism(), facts);
        facts.putAll(details(automatic));
        return facts;
    }

    private static Map<String, Object> details(SamplingDecision automatic) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (automatic.rateMetric() != null) {
            facts.put("rate", automatic.rate().value());
        }
        if (automatic.source() instanceof SamplingRule rule) {
            facts.put("rule", rule(rule));
        } else if (automatic.source() instanceof AgentRate rate) {
            facts.put("agent-rate-key", rate.key());
        }
        if (automatic.isLimited()) {
            Map<String, Object> limiter = new LinkedHashMap<>();
            limiter.put("allowed", SamplingPriority.isKept(automatic.priority()));
            limiter.put("effective-rate", automatic.limiterRate());
            facts.put("limiter", limiter);
        }
        return facts;
    }

    private static Map<String, Object> rule(SamplingRule rule) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("text", rule.toString());
        facts.put("provenance", rule.provenance().name().toLowerCase(Locale.ROOT));
        if (rule.index() >= 0) {
            facts.put("index", rule.index());
        }
        return facts;
    }

    private static String because(TraceDecision decision) {
        if (!decision.isMade()) {
            return "nobody has decided yet";
        }
        if (!decision.madeHere()) {
            return "the sender of the request had decided";
        }
        SamplingDecision automatic = decision.automaticInForce();
        return automatic == null ? override(decision) : automatic(automatic);
    }

    private static String override(TraceDecision decision) {
        return switch (decision.mechanism()) {
            case SamplingMechanism.APPSEC -> "a security product wants it";
            case SamplingMechanism.AI_GUARD -> "AI Guard wants it";
            default ->
                SamplingPriority.isKept(decision.priority()) ? "the application keeps it" : "the application drops it";
        };
    }

    private static String automatic(SamplingDecision decision) {
        boolean kept = SamplingPriority.isKept(decision.priority());
        if (decision.source() instanceof AgentRate rate) {
            if (rate.key().isEmpty()) {
                return "the Agent has given no rate for it";
            }
            return "it is " + (kept ? "in" : "outside") + " the share that the Agent wants";
        }
        if (decision.source() instanceof SamplingRule) {
            if (decision.isLimited() && !kept) {
                return "the rule keeps it, but the rate limit is reached";
            }
            return "it is " + (kept ? "in" : "outside") + " the share that the rule keeps";
        }
        if (decision.mechanism() == SamplingMechanism.APPSEC) {
            return "performance monitoring is off; one trace a minute is kept";
        }
        return decision.rateMetric() == null ? "no rate is known" : "of its sample rate";
    }

    private static void addReceivedMechanism(@Nullable String decisionMaker, Map<String, Object> facts) {
        if (decisionMaker == null) {
            return;
        }
        try {
            addMechanism(Integer.parseInt(decisionMaker.substring(decisionMaker.lastIndexOf('-') + 1)), facts);
        } catch (NumberFormatException malformed) {
            facts.put("mechanism-name", decisionMaker);
        }
    }

    private static void addMechanism(int mechanism, Map<String, Object> facts) {
        facts.put("mechanism", mechanism);
        facts.put("mechanism-name", mechanismName(mechanism));
    }

    private static String priorityName(int priority) {
        return switch (priority) {
            case SamplingPriority.UNSET -> "unset";
            case SamplingPriority.USER_DROP -> "user-drop";
            case SamplingPriority.SAMPLER_DROP -> "sampler-drop";
            case SamplingPriority.SAMPLER_KEEP -> "sampler-keep";
            case SamplingPriority.USER_KEEP -> "user-keep";
            default -> SamplingPriority.isKept(priority) ? "keep" : "drop";
        };
    }

    private static String mechanismName(int mechanism) {
        return switch (mechanism) {
            case SamplingMechanism.DEFAULT -> "default";
            case SamplingMechanism.AGENT_RATE -> "agent-rate";
            case SamplingMechanism.LOCAL_RULE -> "rule";
            case SamplingMechanism.MANUAL -> "manual";
            case SamplingMechanism.APPSEC -> "appsec";
            case SamplingMechanism.SINGLE_SPAN -> "single-span-rule";
            case SamplingMechanism.OTLP_INGEST -> "otlp-ingest";
            case SamplingMechanism.DATA_JOBS -> "data-jobs";
            case SamplingMechanism.REMOTE_USER_RULE -> "remote-user-rule";
            case SamplingMechanism.REMOTE_DYNAMIC_RULE -> "remote-dynamic-rule";
            case SamplingMechanism.AI_GUARD -> "ai-guard";
            default -> "unknown";
        };
    }
}
