/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must know about the service it runs in.
 *
 * @param partialFlushMinSpans so many finished spans of an unfinished trace are sent ahead; 0 switches that off
 * @param stackTraceLimit characters of a stack trace that are sent
 */
record EngineSettings(
        String service,
        @Nullable String env,
        @Nullable String version,
        Map<String, String> globalTags,
        boolean generate128BitIds,
        int partialFlushMinSpans,
        int stackTraceLimit) {}
