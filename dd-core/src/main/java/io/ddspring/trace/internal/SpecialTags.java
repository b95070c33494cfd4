/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Tags;
import org.jspecify.annotations.Nullable;

/** Tags that act on the span or its trace when somebody sets them, instead of being stored as they are. */
final class SpecialTags {
    private SpecialTags() {}

    /** What a tag does when it is set. */
    @FunctionalInterface
    interface Action {
        void apply(CoreSpan span, @Nullable String value);
    }

    /** What the tag does, or null when it is to be stored. Asked for every tag, so it costs one look at the name. */
    static @Nullable Action actionOf(String name) {
        return switch (name) {
            case "resource.name", "db.statement" -> SpecialTags::setResource;
            case "service.name", "service" -> (span, value) -> span.setServiceName(orEmpty(value));
            case "span.type" -> (span, value) -> span.setSpanType(value);
            case "error" -> (span, value) -> span.setError(isTrue(value), ErrorPriority.MANUAL);
            case Tags.MANUAL_KEEP -> (span, value) -> keep(span, value, SamplingMechanism.MANUAL, 0);
            case "asm.keep" -> (span, value) -> keep(span, value, SamplingMechanism.APPSEC, TraceSources.APPSEC);
            case "ai_guard.keep" ->
                (span, value) -> keep(span, value, SamplingMechanism.AI_GUARD, TraceSources.AI_GUARD);
            case Tags.MANUAL_DROP -> SpecialTags::drop;
            case "sampling.priority" -> SpecialTags::applySamplingPriority;
            case PropagationTags.TRACE_SOURCE -> SpecialTags::addSources;
            case Tags.ORIGIN -> (span, value) -> span.segment().setOrigin(value);
            case Tags.MEASURED -> (span, value) -> span.setMeasured(isTrue(value));
            case Tags.HTTP_STATUS_CODE -> (span, value) -> span.record().setTag(Tags.HTTP_STATUS_CODE, value);
            case Tags.ANALYTICS_SAMPLE_RATE -> SpecialTags::setAnalyticsSampleRate;
            default -> null;
        };
    }

    private static void setResource(CoreSpan span, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            span.setResourceName(value, ResourcePriority.TAG);
        }
    }

    private static void keep(CoreSpan span, @Nullable String value, int mechanism, int sources) {
        if (isTrueOrEmpty(value)) {
            span.segment().sampling().keep(mechanism);
            if (sources != 0) {
                span.segment().sampling().addSources(sources);
            }
        }
    }

    private static void drop(CoreSpan span, @Nullable String value) {
        if (isTrueOrEmpty(value)) {
            span.segment().sampling().drop();
        }
    }

    private static void applySamplingPriority(CoreSpan span, @Nullable String value) {
        double priority = numberOf(value);
        if (priority > 0) {
            span.segment().sampling().keep(SamplingMechanism.MANUAL);
        } else if (priority <= 0) {
            span.segment().sampling().drop();
        }
    }

    private static void addSources(CoreSpan span, @Nullable String value) {
        int sources = TraceSources.parse(value);
        if (sources != 0) {
            span.segment().sampling().addSources(sources);
        }
    }

    private static void setAnalyticsSampleRate(CoreSpan span, @Nullable String value) {
        span.setMetric(Tags.ANALYTICS_SAMPLE_RATE, "true".equalsIgnoreCase(value) ? 1 : numberOf(value));
    }

    private static boolean isTrue(@Nullable String value) {
        return "true".equalsIgnoreCase(value) || "1".equals(value);
    }

    private static boolean isTrueOrEmpty(@Nullable String value) {
        return value == null || value.isEmpty() || isTrue(value);
    }

    /** NaN, with which nothing can be done, when it is no number. */
    private static double numberOf(@Nullable String value) {
        try {
            return Double.parseDouble(orEmpty(value));
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
