/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.Map;

/** A sample rate for the traces whose local root fits. Immutable and thread-safe. */
public final class SamplingRule implements RateSource {
    /** The index of a rule that is no member of a list. */
    static final int NOT_LISTED = -1;

    private final Scope scope;
    private final SampleRate rate;
    private final Provenance provenance;
    private final int index;
    private final String text;
    // Made ahead, so that deciding allocates nothing.
    private final SamplingDecision dropped;

    /** Who made a rule, in the order of precedence. */
    public enum Provenance {
        /** A person, by remote configuration. */
        CUSTOMER(SamplingMechanism.REMOTE_USER_RULE),
        /** Datadog itself, by remote configuration. */
        DYNAMIC(SamplingMechanism.REMOTE_DYNAMIC_RULE),
        /** Remote configuration does not say. */
        REMOTE(SamplingMechanism.LOCAL_RULE),
        /** The configuration of this process. */
        LOCAL(SamplingMechanism.LOCAL_RULE);

        private final int mechanism;

        Provenance(int mechanism) {
            this.mechanism = mechanism;
        }
    }

    /** The spans that a rule is for. */
    record Scope(Glob service, Glob name, Glob resource, List<TagPattern> tags) {
        static final Scope EVERYTHING = new Scope(Glob.ANY, Glob.ANY, Glob.ANY, List.of());

        Scope {
            tags = List.copyOf(tags);
        }

        boolean contains(SpanData span, Map<String, String> commonTags) {
            if (!service.matches(span.serviceName())
                    || !name.matches(span.operationName())
                    || !resource.matches(span.resourceName())) {
                return false;
            }
            for (int i = 0; i < tags.size(); i++) {
                if (!tags.get(i).matches(span, commonTags)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A rule.
     *
     * @param index its place in the list that it was given in, from 0; {@link #NOT_LISTED} when there was no list
     * @param text as it was given, for people
     */
    SamplingRule(Scope scope, SampleRate rate, Provenance provenance, int index, String text) {
        this.scope = scope;
        this.rate = rate;
        this.provenance = provenance;
        this.index = index;
        this.text = text;
        this.dropped = decision(SamplingPriority.USER_DROP, Double.NaN);
    }

    /** The rule that a rate for all traces amounts to. */
    static SamplingRule everything(double rate, Provenance provenance, String text) {
        return new SamplingRule(Scope.EVERYTHING, SampleRate.of(rate), provenance, NOT_LISTED, text);
    }

    /** @param commonTags tags of spans that do not set them themselves */
    boolean matches(SpanData root, Map<String, String> commonTags) {
        return scope.contains(root, commonTags);
    }

    /** Decides a trace that the rule is for; only traces that the rate keeps count for the limit. */
    SamplingDecision decide(long traceIdLow, RateLimiter limiter) {
        if (!rate.keeps(traceIdLow)) {
            return dropped;
        }
        RateLimiter.Grant grant = limiter.ask();
        return decision(
                grant.allowed() ? SamplingPriority.USER_KEEP : SamplingPriority.USER_DROP, grant.effectiveRate());
    }

    private SamplingDecision decision(int priority, double limiterRate) {
        return new SamplingDecision(priority, provenance.mechanism, Tags.RULE_PSR, rate, limiterRate, this);
    }

    @Override
    public SampleRate rate() {
        return rate;
    }

    /** Who made it. */
    public Provenance provenance() {
        return provenance;
    }

    /** Its place in the list that it was given in, from 0; negative when it was given alone. */
    public int index() {
        return index;
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
