/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Tags;
import org.jspecify.annotations.Nullable;

/** Tags that act on the span or its trace when somebody sets them, instead of being stored. */
final class SpecialTags {
    private static final String MANUAL_SERVICE_SOURCE = "m";

    private SpecialTags() {}

    /** Acts on the tag and answers true, or answers false for a tag that is to be stored. */
    static boolean apply(CoreSpan span, String name, @Nullable String value) {
        switch (name) {
            case "resource.name" -> span.setResourceName(orEmpty(value), ResourcePriority.TAG);
            case "service.name", "service" -> {
                if (value != null && !value.isEmpty()) {
                    span.setServiceName(value, MANUAL_SERVICE_SOURCE);
                }
            }
            case "span.type" -> span.setSpanType(value);
            case "error" -> span.setError(isTrue(value), ErrorPriority.MANUAL);
            case Tags.MANUAL_KEEP -> {
                if (isTrueOrEmpty(value)) {
                    span.segment().sampling().keep(SamplingMechanism.MANUAL);
                }
            }
            case Tags.MANUAL_DROP -> {
                if (isTrueOrEmpty(value)) {
                    span.segment().sampling().drop();
                }
            }
            case "asm.keep" -> {
                if (isTrueOrEmpty(value)) {
                    span.segment().sampling().keep(SamplingMechanism.APPSEC);
                }
            }
            case "sampling.priority" -> applySamplingPriority(span, value);
            case Tags.ORIGIN -> span.segment().setOrigin(value);
            case Tags.MEASURED -> span.setMeasured(isTrue(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void applySamplingPriority(CoreSpan span, @Nullable String value) {
        try {
            if (Double.parseDouble(orEmpty(value)) > 0) {
                span.segment().sampling().keep(SamplingMechanism.MANUAL);
            } else {
                span.segment().sampling().drop();
            }
        } catch (NumberFormatException notANumber) {
            // The tag asks for nothing that could be understood.
            return;
        }
    }

    private static boolean isTrue(@Nullable String value) {
        return "true".equalsIgnoreCase(value) || "1".equals(value);
    }

    private static boolean isTrueOrEmpty(@Nullable String value) {
        return value == null || value.isEmpty() || isTrue(value);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
