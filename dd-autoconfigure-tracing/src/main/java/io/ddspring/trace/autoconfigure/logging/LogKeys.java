/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

/** Names under which Micrometer puts ids into log lines. */
final class LogKeys {
    static final String MICROMETER_TRACE_ID = "traceId";
    static final String MICROMETER_SPAN_ID = "spanId";

    private LogKeys() {}
}
