/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

/** Names under which log lines carry our values. */
final class LogKeys {
    static final String TRACE_ID = "dd.trace_id";
    static final String SPAN_ID = "dd.span_id";
    static final String SERVICE = "dd.service";
    static final String ENV = "dd.env";
    static final String VERSION = "dd.version";
    static final String MICROMETER_TRACE_ID = "traceId";
    static final String MICROMETER_SPAN_ID = "spanId";

    private LogKeys() {}
}
