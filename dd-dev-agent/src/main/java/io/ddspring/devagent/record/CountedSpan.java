/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

/**
 * What statistics know of a span. Immutable.
 *
 * @param status status of HTTP, 0 when there is none
 * @param topLevel whether it enters its service
 * @param endNanos since the epoch
 */
public record CountedSpan(
        String service,
        String name,
        String resource,
        String type,
        String kind,
        int status,
        boolean error,
        boolean topLevel,
        long endNanos,
        long durationNanos) {}
