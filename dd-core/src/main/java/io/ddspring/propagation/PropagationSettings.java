/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import io.ddspring.config.TracerKeys;

/**
 * Which headers are read and written, and how. Immutable.
 *
 * @param styles the styles of each direction
 * @param extractFirst whether reading stops at the first style that names a trace
 * @param incoming what becomes of a trace that came in
 * @param maxTagsLength longest {@code x-datadog-tags} value in characters; 0 switches that header off
 * @param baggageLimits how much baggage is read and written
 * @param b3Padding whether ids in B3 headers have leading zeros
 * @param httpBaggage whether the Datadog style includes headers {@code ot-baggage-*}
 * @param apmEnabled whether traces are kept for performance monitoring; when not, only those that another product wants
 *     are handed on
 */
record PropagationSettings(
        StyleSelection styles,
        boolean extractFirst,
        IncomingTrace incoming,
        int maxTagsLength,
        BaggageLimits baggageLimits,
        boolean b3Padding,
        boolean httpBaggage,
        boolean apmEnabled) {
    /** What becomes of a trace that came in. */
    enum IncomingTrace {
        /** It goes on here. */
        CONTINUE,
        /** A new trace begins, with a link to it. */
        RESTART,
        /** A new trace begins; not even baggage is read. */
        IGNORE
    }

    /** The settings that {@code configuration} holds. */
    static PropagationSettings from(Configuration configuration) {
        return new PropagationSettings(
                StyleSelection.from(configuration),
                configuration.get(PropagationKeys.EXTRACT_FIRST),
                switch (configuration.get(PropagationKeys.BEHAVIOR_EXTRACT)) {
                    case "restart" -> IncomingTrace.RESTART;
                    case "ignore" -> IncomingTrace.IGNORE;
                    default -> IncomingTrace.CONTINUE;
                },
                configuration.get(PropagationKeys.TAGS_MAX_LENGTH),
                new BaggageLimits(
                        configuration.get(PropagationKeys.BAGGAGE_MAX_ITEMS),
                        configuration.get(PropagationKeys.BAGGAGE_MAX_BYTES)),
                configuration.get(PropagationKeys.B3_PADDING),
                configuration.get(PropagationKeys.HTTP_BAGGAGE),
                configuration.get(TracerKeys.APM_ENABLED));
    }
}
