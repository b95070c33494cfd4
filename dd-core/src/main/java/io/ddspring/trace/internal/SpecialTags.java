/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Tags;
import io.ddspring.trace.UrlPathNormalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tags that act on the span or its trace when somebody sets them, instead of being stored as they are. */
final class SpecialTags {
    private static final String ROOT_CONTEXT_SERVICE = "root-servlet";
    private static final String BY_SERVLET_CONTEXT = "opt.split_by_servlet_context";

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
            case Tags.HTTP_STATUS_CODE -> (span, value) -> span.putOrRemove(Tags.HTTP_STATUS_CODE, value);
            case Tags.ANALYTICS_SAMPLE_RATE -> SpecialTags::setAnalyticsSampleRate;
            case Tags.HTTP_METHOD -> (span, value) -> describeRequest(span, Tags.HTTP_METHOD, value);
            case Tags.HTTP_URL -> (span, value) -> describeRequest(span, Tags.HTTP_URL, value);
            case Tags.SERVLET_CONTEXT -> SpecialTags::setServletContext;
            case Tags.PEER_SERVICE ->
                (span, value) -> span.segment().settings().peerService().set(span, value);
            default -> null;
        };
    }

    private static void setResource(CoreSpan span, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            span.setResourceName(value, ResourcePriority.TAG);
        }
    }

    /** Stores the tag; a request that nobody has named is named after both tags. */
    private static void describeRequest(CoreSpan span, String name, @Nullable String value) {
        span.putOrRemove(name, value);
        if (span.hasResource(ResourcePriority.URL_PATH)) {
            return;
        }
        String method = span.tag(Tags.HTTP_METHOD);
        String url = span.tag(Tags.HTTP_URL);
        if (method != null && url != null) {
            String path = UrlPathNormalizer.normalize(pathOf(url));
            span.describe(method.toUpperCase(Locale.ROOT) + ' ' + path, ResourcePriority.URL_PATH);
        }
    }

    private static String pathOf(String url) {
        int end = 0;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
        return start < 0 || start >= end ? "/" : url.substring(start, end);
    }

    /** Stores the tag; the service of a container that runs several applications is that of the one that answers. */
    private static void setServletContext(CoreSpan span, @Nullable String value) {
        span.putOrRemove(Tags.SERVLET_CONTEXT, value);
        TraceSegment segment = span.segment();
        if (segment.settings().serviceIsNamed()
                || value == null
                || !segment.ownService().equals(span.service())) {
            return;
        }
        String path = value.trim();
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (!path.isEmpty()) {
            span.setServiceName(name.isEmpty() ? ROOT_CONTEXT_SERVICE : name, BY_SERVLET_CONTEXT);
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
